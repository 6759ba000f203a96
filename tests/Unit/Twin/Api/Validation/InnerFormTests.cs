using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Twin.Api.Validation;
using Xunit;

namespace Fairway.Tests.Twin.Api.Validation;

public sealed class InnerFormTests
{
    private static readonly string[] OfThePod =
        ["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers"];

    [Fact]
    public void Every_field_of_the_table_is_one_of_the_schema()
    {
        var wrong = InnerForm.Fields()
            .Where(f => !OfThePod.Contains(f.Name) && f.Name.Length > 0)
            .Where(f => BuiltInSchemas.Find($"io.k8s.api.core.v1.{f.Type}") is { } schema
                && !schema.Properties.ContainsKey(f.Name))
            .Select(f => $"{f.Type}.{f.Name}");

        Assert.Equal("", string.Join(" ", wrong));
    }

    [Fact]
    public void A_pod_is_shown_with_its_hosts_namespaces_in_the_security_context()
    {
        var shown = InnerForm.PodSpec(JsonNode.Parse("""{"hostNetwork":true,"containers":[{"name":"a"}]}"""));

        Assert.True(shown["SecurityContext"]!["HostNetwork"]!.GetValue<bool>());
        Assert.Equal("a", shown["Containers"]![0]!["Name"]!.ToString());
        Assert.Null(shown["Containers"]![0]!["Command"]);
        Assert.Equal("", shown["NodeName"]!.ToString());
    }
}
