using System.Buffers;
using System.Text;
using Fairway.Kube;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Statuses;

public sealed class KubeFailureTests
{
    [Fact]
    public void A_Status_says_everything()
    {
        var refusal = Refused(429, """
            {"kind":"Status","status":"Failure","message":"no","reason":"TooManyRequests","code":429,
            "details":{"name":"p","retryAfterSeconds":10,
            "causes":[{"reason":"DisruptionBudget","message":"m","field":"f"}]}}
            """);
        Assert.Equal((429, "TooManyRequests"), (refusal.Status, refusal.Reason));
        Assert.Equal(("no", 10), (refusal.Message, refusal.RetryAfterSeconds));
        Assert.True(refusal.Details!.HasCause("DisruptionBudget"));
        Assert.False(refusal.Details.HasCause("Other"));
        Assert.NotNull(refusal.Response);
    }

    [Theory]
    [InlineData("", "nothing said")]
    [InlineData("{\"kind\":\"Pod\",\"status\":{}}", "no Status object: {\"kind\"")]
    [InlineData("{broken", "no Status object: {broken")]
    public void What_is_no_Status_is_told_as_it_came(string body, string expected)
    {
        var refusal = Refused(500, body);
        Assert.Equal((500, "Unknown"), (refusal.Status, refusal.Reason));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Status_without_a_message_still_says_something()
    {
        var refusal = Refused(403, """{"status":"Failure","reason":"Forbidden","code":403}""");
        Assert.Equal("The API server answered 403 Forbidden.", refusal.Message);
    }

    [Fact]
    public void An_answer_that_does_not_fit_its_reader_is_an_exception_with_the_reason()
    {
        var answer = Answer(200, """{"metadata":7}""");
        var error = Assert.Throws<KubeApiException>(() => answer.Read(ItemJson.Default.Item));
        Assert.Equal((200, "Unreadable"), (error.Status, error.Reason));
        Assert.Contains("Item", error.Message, StringComparison.Ordinal);
    }

    private static KubeApiException Refused(int status, string body) =>
        Assert.Throws<KubeApiException>(() => Answer(status, body).EnsureSuccess());

    private static KubeResponse Answer(int status, string body) =>
        new() { Status = status, Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)) };
}
