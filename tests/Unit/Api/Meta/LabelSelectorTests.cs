using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Meta;
using Xunit;

namespace Fairway.Tests.Api.Meta;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["stage"] = "canary", ["empty"] = "" };

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"matchLabels":{"stage":"canary"}}""", true)]
    [InlineData("""{"matchLabels":{"stage":"canary","empty":""}}""", true)]
    [InlineData("""{"matchLabels":{"stage":"testing"}}""", false)]
    [InlineData("""{"matchLabels":{"stage":"canary","region":"eu"}}""", false)]
    [InlineData("""{"matchLabels":{"absent":""}}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"stage","operator":"In","values":["testing","canary"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"stage","operator":"In","values":["testing"]}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"absent","operator":"In","values":[""]}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"stage","operator":"NotIn","values":["testing"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"stage","operator":"NotIn","values":["canary"]}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"absent","operator":"NotIn","values":["a"]}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"empty","operator":"Exists"}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"absent","operator":"Exists"}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"absent","operator":"DoesNotExist"}]}""", true)]
    [InlineData("""{"matchExpressions":[{"key":"empty","operator":"DoesNotExist"}]}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"stage","operator":"Exists"},{"key":"a","operator":"In"}]}""", false)]
    [InlineData("""{"matchLabels":{"stage":"canary"},"matchExpressions":[{"key":"a","operator":"Exists"}]}""", false)]
    public void All_that_is_said_must_hold(string selector, bool holds)
    {
        Assert.Equal(holds, Read(selector).Matches(Labels));
    }

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"matchLabels":{"stage":"canary"}}""", false)]
    [InlineData("""{"matchExpressions":[{"key":"stage","operator":"DoesNotExist"}]}""", true)]
    public void An_object_without_labels_is_one_whose_labels_are_all_absent(string selector, bool holds)
    {
        Assert.Equal(holds, Read(selector).Matches(null));
    }

    private static LabelSelector Read(string json) =>
        JsonSerializer.Deserialize(json, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<LabelSelector>)
            ApiJson.Default.GetTypeInfo(typeof(LabelSelector))!)!;
}
