using System.Text.Json.Nodes;
using Fairway.Twin.Api.Validation;
using Xunit;

namespace Fairway.Tests.Twin.Api.Validation;

/// <summary>What a pod must be like.</summary>
public sealed class PodSpecValidationTests
{
    private const string Affinity = "requiredDuringSchedulingIgnoredDuringExecution";

    private static string Check(string patch) =>
        Checking.Spec(PodSpecValidation.Check, Checking.With(Checking.Pod, patch));

    private static string CheckContainer(string patch) =>
        Check($$"""{"containers":[{{Checking.With(Checking.Container, patch).ToJsonString()}}]}""");

    [Fact]
    public void Affinity_needs_terms_and_topologies()
    {
        const string NoTerms = "nodeSelectorTerms: Required value: must have at least one node selector term";
        static string Required(string patch) => Check(patch.Replace("REQUIRED", Affinity, StringComparison.Ordinal));
        Assert.Equal(
            $"spec.affinity.nodeAffinity.{Affinity}.{NoTerms}",
            Required("""{"affinity":{"nodeAffinity":{"REQUIRED":{}}}}"""));
        var pods = Required("""{"affinity":{"podAffinity":{"REQUIRED":[{}]}}}""").Split('\n');
        Assert.Equal(3, pods.Length);
        Assert.EndsWith("[0].topologyKey: Required value: can not be empty", pods[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_volume_that_is_there_can_be_mounted_once_at_a_path()
    {
        const string Mounts = """{"volumeMounts":[{"name":"v","mountPath":"/x"},{"name":"v","mountPath":"/x"}]}""";
        var container = Checking.With(Checking.Container, Mounts).ToJsonString();
        Assert.Equal(
            "spec.containers[0].volumeMounts[1].mountPath: Invalid value: \"/x\": must be unique",
            Check($$$"""{"volumes":[{"name":"v","emptyDir":{}}],"containers":[{{{container}}}]}"""));
    }

    [Fact]
    public void Odd_shapes_are_refused_without_a_fault()
    {
        string[] ofPods = ["containers", "volumes", "affinity", "tolerations", "restartPolicy", "nodeSelector"];
        string[] ofContainers = ["name", "ports", "env", "envFrom", "resources", "livenessProbe", "volumeMounts"];
        foreach (var odd in (string[])["null", "1", "\"x\"", "[]", "[null]", "[1]", "[[]]", "{\"a\":null}", "true"])
        {
            foreach (var name in ofPods)
            {
                Check($$"""{"{{name}}":{{odd}}}""");
            }

            foreach (var name in ofContainers)
            {
                CheckContainer($$"""{"{{name}}":{{odd}}}""");
            }

            Assert.NotEmpty(Checking.Spec(PodSpecValidation.Check, JsonNode.Parse(odd)));
        }
    }
}
