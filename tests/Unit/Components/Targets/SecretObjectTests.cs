using System.Text.Json.Nodes;
using Fairway.Components.Targets;
using Fairway.Delivery.Changes;
using Xunit;

namespace Fairway.Tests.Components.Targets;

/// <summary>Secrets as charts write them.</summary>
public sealed class SecretObjectTests
{
    [Fact]
    public void A_Secret_is_kept_as_an_API_server_keeps_it()
    {
        var secret = Secret("""{"data":{"a":"YWJj\n","b":"eA=="},"stringData":{"b":"wins","c":"é"}}""");

        SecretObject.Normalise(secret, "here");

        Assert.Equal("""{"a":"YWJj","b":"d2lucw==","c":"w6k="}""", secret["data"]!.ToJsonString());
        Assert.False(secret.ContainsKey("stringData"));
    }

    [Theory]
    [InlineData("""{"data":{"a":"no base64!"}}""", "data.a, is no base64")]
    [InlineData("""{"data":{"a":123456}}""", "data.a, is no text")]
    [InlineData("""{"stringData":{"a":{"b":"no base64!"}}}""", "stringData.a, is no text")]
    [InlineData("""{"stringData":["no base64!"]}""", "stringData, is no map")]
    [InlineData("""{"spec":{"a":"no base64!"}}""", "has a field spec")]
    [InlineData("""{"metadata":{"name":"x","annotations":{"a":1}}}""", "metadata.annotations.a, is no text")]
    public void One_that_is_none_is_refused_and_its_value_is_not_told(string members, string says)
    {
        var refused = Assert.Throws<ChangeRefusedException>(
            () => SecretObject.Normalise(Secret(members), "templates/x.yaml, line 3"));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("templates/x.yaml, line 3: Secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no base64!", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("123456", refused.Message, StringComparison.Ordinal);
    }

    private static JsonObject Secret(string members)
    {
        var secret = JsonNode.Parse("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"}}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            secret[name] = value?.DeepClone();
        }

        return secret;
    }
}
