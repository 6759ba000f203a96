using Fairway.Twin.Api.Validation;
using Xunit;

namespace Fairway.Tests.Twin.Api.Validation;

/// <summary>
/// The rules, one by one: each row of <c>cases.tsv</c> changes a good object and says what is then found wrong with it.
/// A star at the end stands for the rest of one line; two semicolons part lines.
/// </summary>
public sealed class CaseTests
{
    private const string Workload =
        $$$"""
        {"replicas":1,"selector":{"matchLabels":{"app":"x"}},"template":{{{Checking.Template}}},
        """;

    private const string Deployment =
        Workload + """
        "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":"25%"}}}
        """;

    private const string DaemonSet = Workload + """ "updateStrategy":{"type":"OnDelete"}} """;

    private const string StatefulSet =
        Workload + """ "podManagementPolicy":"Parallel","updateStrategy":{"type":"OnDelete"}} """;

    private const string Service =
        """
        {"type":"ClusterIP","clusterIP":"10.0.0.9","sessionAffinity":"None","ports":[{"port":80,"protocol":"TCP"}]}
        """;

    private const string Volume =
        """
        {"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"hostPath":{"path":"/x"},
        "persistentVolumeReclaimPolicy":"Retain"}
        """;

    public static TheoryData<string, string, string> Cases => CaseTable.Read("validation/cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_breaks_a_rule_is_told_which(string rule, string patch, string expected) =>
        CaseTable.Compare(expected, Check(rule, patch));

    [Fact]
    public void What_the_cases_start_from_is_good()
    {
        string[] rules = ["pod", "deployment", "daemonset", "statefulset", "service", "volume", "claim"];
        Assert.All(rules, rule => Assert.Empty(Check(rule, "{}")));
    }

    private static string Check(string rule, string patch) => rule switch
    {
        "pod" => Spec(PodSpecValidation.Check, Checking.Pod, patch),
        "container" => CheckContainer(patch),
        "deployment" => Spec(WorkloadValidation.CheckDeployment, Deployment, patch),
        "daemonset" => Spec(WorkloadValidation.CheckDaemonSet, DaemonSet, patch),
        "statefulset" => Spec(WorkloadValidation.CheckStatefulSet, StatefulSet, patch),
        "service" => Spec(ServiceValidation.Check, Service, patch),
        "volume" => Spec(StorageValidation.CheckVolume, Volume, patch),
        "claim" => Spec(StorageValidation.CheckClaim, Checking.Claim, patch),
        "quota" => Spec(QuotaValidation.Check, "{}", patch),
        "limit" => Spec(LimitRangeValidation.Check, "{}", $$"""{"limits":[{{patch}}]}"""),
        "configmap" => Checking.Object(ConfigMapValidation.Check, Checking.Json(patch)),
        "secret" => Checking.Object(SecretValidation.Check, Checking.Json(patch)),
        "role" => Checking.Object((obj, errors) => RbacValidation.CheckRole(obj, true, errors), Checking.Json(patch)),
        _ => throw new InvalidOperationException($"cases.tsv names the rule {rule}, which CaseTests does not know"),
    };

    private static string CheckContainer(string patch)
    {
        const string Path = "spec.containers[0].";
        var container = Checking.With(Checking.Container, patch).ToJsonString();
        return Spec(PodSpecValidation.Check, Checking.Pod, $$"""{"containers":[{{container}}]}""")
            .Replace(Path, "", StringComparison.Ordinal);
    }

    private static string Spec(Action<Field> rule, string start, string patch) =>
        Checking.Spec(rule, Checking.With(start, patch));
}
