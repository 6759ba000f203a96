using Fairway.Cli.Managers;
using Xunit;

namespace Fairway.Tests.Cli.Managers;

public sealed class WebhookNotifierTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("nowhere at all")]
    public async Task Who_does_not_answer_is_named_and_nothing_is_thrown(string url)
    {
        using var notifier = new WebhookNotifier();

        var fault = await notifier.PostAsync(url, [], "key", TestContext.Current.CancellationToken);

        Assert.StartsWith($"{url} does not answer: ", fault, StringComparison.Ordinal);
    }
}
