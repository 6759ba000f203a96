using System.Text.Json;
using Fairway.Kube.Selectors;
using Xunit;

namespace Fairway.Tests.Kube.Selectors;

public sealed class LabelSelectorTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("a=1", true)]
    [InlineData("a==1", true)]
    [InlineData("a=2", false)]
    [InlineData("a!=2", true)]
    [InlineData("a!=1", false)]
    [InlineData("c!=1", true)]
    [InlineData("a", true)]
    [InlineData("c", false)]
    [InlineData("!c", true)]
    [InlineData("! a", false)]
    [InlineData("a in (1,2)", true)]
    [InlineData("a in (2, 3)", false)]
    [InlineData("a notin (2,3)", true)]
    [InlineData("c notin (1)", true)]
    [InlineData("a notin (1)", false)]
    [InlineData("a=1, b in (2,3) ,!c", true)]
    [InlineData("a=1,b=3", false)]
    [InlineData("b=", false)]
    [InlineData("e=", true)]
    public void A_selector_means_what_kubectl_means(string selector, bool matches)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "2", ["e"] = "" };
        Assert.Equal(matches, LabelSelector.Parse(selector).Matches(name => labels.GetValueOrDefault(name)));
    }

    [Theory]
    [InlineData("a on (1)")]
    [InlineData("(1)")]
    public void A_selector_that_is_none_is_refused(string selector) =>
        Assert.Throws<FormatException>(() => LabelSelector.Parse(selector));

    [Theory]
    [InlineData("", true)]
    [InlineData("metadata.name=p", true)]
    [InlineData("metadata.name!=p", false)]
    [InlineData("spec.nodeName=", true)]
    [InlineData("spec.nodeName!=", false)]
    [InlineData("status.phase=Running,metadata.name=p", true)]
    [InlineData("status.phase=Running,metadata.name=q", false)]
    [InlineData("spec.unschedulable=true", true)]
    public void A_field_that_is_absent_is_the_empty_string(string selector, bool matches)
    {
        using var item = JsonDocument.Parse(
            """{"metadata":{"name":"p"},"status":{"phase":"Running"},"spec":{"unschedulable":true}}""");
        Assert.Equal(matches, FieldSelector.Parse(selector).Matches(item.RootElement));
    }
}
