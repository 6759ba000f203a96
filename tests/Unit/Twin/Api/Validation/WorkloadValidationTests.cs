using Fairway.Twin.Api.Validation;
using Xunit;

namespace Fairway.Tests.Twin.Api.Validation;

/// <summary>What workloads must be like, and what of them may change.</summary>
public sealed class WorkloadValidationTests
{
    private const string Start =
        $$$"""
        {"replicas":1,"selector":{"matchLabels":{"app":"x"}},"template":{{{Checking.Template}}}}
        """;

    private const string Rolling =
        """
        {"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":"25%"}}}
        """;

    private static string Deployment(string patch) => Checking.Spec(
        WorkloadValidation.CheckDeployment,
        Checking.With(Checking.With(Start, Rolling).ToJsonString(), patch));

    [Theory]
    [InlineData("In", "[]", "values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("NotIn", "[]", "values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData(
        "Exists", "[\"v\"]", "values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    [InlineData("X", "[]", "operator: Invalid value: \"X\": not a valid selector operator")]
    public void A_broken_selector_is_told_and_not_matched(string how, string values, string expected)
    {
        var expression = $$"""{"key":"k","operator":"{{how}}","values":{{values}}}""";
        var found = Deployment("""{"selector":{"matchExpressions":[""" + expression + "]}}");
        Assert.StartsWith("spec.selector.matchExpressions[0]." + expected + "\n", found, StringComparison.Ordinal);
        Assert.EndsWith("invalid label selector", found, StringComparison.Ordinal);
    }

    /// <summary>Charts of alertmanager and of many a database mount what they claim.</summary>
    [Fact]
    public void A_stateful_set_may_mount_its_claims()
    {
        const string Mounts = """
            {"template":{"spec":{"containers":[{"name":"c","image":"i",
             "volumeMounts":[{"name":"storage","mountPath":"/s"}]}]}}}
            """;
        var rules = Checking.With(Start, """{"podManagementPolicy":"Parallel","updateStrategy":{"type":"OnDelete"}}""");

        Assert.Empty(
            Checking.Spec(WorkloadValidation.CheckStatefulSet, Checking.With(rules.ToJsonString(), Mounts)));
        Assert.Contains("Not found: \"storage\"", Deployment(Mounts), StringComparison.Ordinal);
    }

    /// <summary>A template leaves it to its pods to take the host port; the chart of node-exporter does.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData(",\"hostPort\":9100", true)]
    [InlineData(",\"hostPort\":9200", false)]
    public void A_template_on_the_hosts_network_may_leave_the_hosts_port_open(string hostPort, bool isGood)
    {
        var found = Deployment(
            """{"template":{"spec":{"hostNetwork":true,"containers":[{"name":"c","image":"i","""
            + "\"ports\":[{\"containerPort\":9100,\"protocol\":\"TCP\"" + hostPort + "}]}]}}}");

        Assert.Equal(isGood, !found.Contains("must match `hostPort`", StringComparison.Ordinal));
    }

    [Fact]
    public void Selectors_do_not_change()
    {
        var before = Checking.Json(Start);
        var after = Checking.With(Start, """{"selector":{"matchLabels":{"b":"c"}}}""");
        Assert.Empty(Checking.Spec(f => WorkloadValidation.KeepSelector(f, before), before));
        Assert.Equal(
            """spec.selector: Invalid value: {"matchLabels":{"app":"x","b":"c"}}: field is immutable""",
            Checking.Spec(f => WorkloadValidation.KeepSelector(f, before), after));
    }

    [Fact]
    public void A_stateful_set_changes_only_what_it_can_roll_out()
    {
        var before = Checking.Json(Start);
        string Keep(string patch) =>
            Checking.Spec(f => WorkloadValidation.KeepStatefulSet(f, before), Checking.With(Start, patch));
        Assert.Empty(Keep("""{"replicas":3}"""));
        Assert.StartsWith(
            "spec: Forbidden: updates to statefulset spec for fields other than",
            Keep("""{"serviceName":"s"}"""),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_replication_controller_needs_selector_and_template() => Assert.Equal(
        "spec.selector: Required value\nspec.template: Required value",
        Checking.Spec(WorkloadValidation.CheckReplicationController, Checking.Json("{}")));
}
