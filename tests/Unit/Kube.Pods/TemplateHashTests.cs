using Fairway.Kube.Pods.Hashing;
using Fairway.Kube.Pods.Objects;
using Xunit;

namespace Fairway.Tests.Kube.Pods;

/// <summary>
/// Hashes that a real cluster of version 1.36 gave to the same templates (transcripts of the controllers).
/// </summary>
public sealed class TemplateHashTests
{
    [Theory]
    [InlineData("registry.example/app:1", 0, "", "84cccf768d")]
    [InlineData("registry.example/app:2", 0, "", "8576b8449c")]
    [InlineData("registry.example/app:1", 30, ""","nodeSelector":{"no":"where"} """, "5954bc7f7d")]
    public void A_template_has_the_hash_that_a_real_cluster_gives_it(string image, int grace, string more, string hash)
    {
        var template = PodTemplate.Parse($$$"""
            {"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app","image":"{{{image}}}",
             "resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
             "imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":{{{grace}}},
             "dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"{{{more}}} } }
            """);

        Assert.Equal(hash, template.Hash(null));
        Assert.NotEqual(hash, template.Hash(1));
    }

    [Fact]
    public void Every_shape_of_the_table_can_be_written()
    {
        foreach (var field in GoTypes.FieldsOf("PodSpec").Concat(GoTypes.FieldsOf("Container")))
        {
            var name = field.Shape.TrimStart('*', '[', ']').Replace("map:", "", StringComparison.Ordinal);
            Assert.True(
                name is "string" or "int" or "bool" or "Quantity" or "IntOrString" || GoTypes.FieldsOf(name).Count > 0);
        }
    }

    [Theory]
    [InlineData("100m", "value:(int64)100 scale:(resource.Scale)-3", "DecimalSI")]
    [InlineData("2", "value:(int64)2 scale:(resource.Scale)0", "DecimalSI")]
    [InlineData("1Gi", "value:(int64)1073741824 scale:(resource.Scale)0", "BinarySI")]
    [InlineData("1.5", "value:(int64)15 scale:(resource.Scale)-1", "DecimalSI")]
    [InlineData("nonsense", "value:(int64)0 scale:(resource.Scale)0", "DecimalExponent")]
    public void A_quantity_is_written_with_its_digits_and_its_format(string text, string digits, string format)
    {
        var dump = GoQuantity.Dump(text);

        Assert.Contains(digits, dump, StringComparison.Ordinal);
        Assert.EndsWith($"s:(string){text} Format:(resource.Format){format}}}", dump, StringComparison.Ordinal);
    }
}
