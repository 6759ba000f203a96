using Fairway.Twin.Api.Validation;
using Xunit;

namespace Fairway.Tests.Twin.Api.Validation;

/// <summary>
/// The rules of Jobs, CronJobs, disruption budgets and autoscalers, one by one: each row of <c>work.tsv</c> as in
/// <see cref="CaseTests"/>; nothing expected means that the change is good.
/// </summary>
public sealed class WorkCaseTests
{
    private const string Job =
        """
        {"parallelism":1,"template":{"metadata":{"labels":{"app":"x"}},"spec":{"restartPolicy":"Never",
        "dnsPolicy":"ClusterFirst","containers":[
        {"name":"a","image":"i","imagePullPolicy":"Always","terminationMessagePolicy":"File"}]}}}
        """;

    private const string CronJob =
        $$$"""
        {"schedule":"@daily","concurrencyPolicy":"Allow","jobTemplate":{"spec":{{{Job}}} } }
        """;

    private const string Autoscaler =
        """
        {"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"minReplicas":1,"maxReplicas":3}
        """;

    public static TheoryData<string, string, string> Cases => CaseTable.Read("validation/work");

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_breaks_a_rule_is_told_which(string rule, string patch, string expected) =>
        CaseTable.Compare(expected, Check(rule, patch));

    [Fact]
    public void What_the_cases_start_from_is_good()
    {
        string[] rules = ["job", "cronjob", "budget", "autoscaler"];
        Assert.All(rules, rule => Assert.Empty(Check(rule, "{}")));
    }

    private static string Check(string rule, string patch) => rule switch
    {
        "job" => Checking.Spec(JobValidation.CheckSpec, Checking.With(Job, patch)),
        "cronjob" => Checking.Spec(spec => CronJobValidation.Check(spec, null), Checking.With(CronJob, patch)),
        "budget" => Checking.Spec(BudgetValidation.Check, Checking.With("{}", patch)),
        "autoscaler" =>
            Checking.Spec(spec => AutoscalerValidation.Check(spec, null), Checking.With(Autoscaler, patch)),
        _ => throw new InvalidOperationException($"work.tsv names the rule {rule}, which nobody knows"),
    };
}
