using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Tasks of pipelines in a whole fleet, with kubectl.</summary>
[Collection(typeof(DeliveryCollection))]
public sealed class TaskTests(DeliveryFleet fleet)
{
    [Fact]
    public async Task A_Job_runs_under_its_account_between_two_stages()
    {
        await fleet.Meta().DoAsync("apply -f -", Pipeline("tasked", """
            - {name: deploy, type: Deploy}
            - {name: e2e, type: Run, runAfter: [deploy], timeout: 60s,
               run: {cluster: cluster-001, serviceAccount: tester, image: "hook:1"}}
            """));
        await fleet.InstallAsync("tasked", "1.0.0", "1.1.0");
        await fleet.On(DeliveryFleet.Canary, "default").DoAsync("create namespace fairway-tasks");
        await fleet.On(DeliveryFleet.Canary, "fairway-tasks").DoAsync("create serviceaccount tester");
        await fleet.DoAsync("release create tasked-next tasked=1.1.0 -p tasked -l fairway.dev/stage");
        await fleet.Meta().DoAsync("wait frel/tasked-next --for=condition=Complete --timeout=60s");

        var job = await fleet.On(DeliveryFleet.Canary, "fairway-tasks").DoAsync(
        [
            "get", "jobs", "-o",
            "jsonpath={.items[*].spec.template.spec.serviceAccountName} {.items[*].status.succeeded}",
        ]);
        Assert.Equal("tester 1", job);
        Assert.Matches(@"e2e\s+canary\s+Succeeded\s+1\s+the Job tasked-next-e2e-\w+ is complete",
            await fleet.DoAsync("release show tasked-next"));
    }

    [Fact]
    public async Task A_process_of_this_machine_is_a_task_like_others()
    {
        await fleet.Meta().DoAsync("apply -f -", Pipeline("locally", """
            - {name: deploy, type: Deploy}
            - name: e2e
              type: Run
              runAfter: [deploy]
              run:
                {serviceAccount: tester, image: "a:1", command: [sh, -c], args: ["grep -c server: $KUBECONFIG; exit 7"]}
            """));
        await fleet.InstallAsync("locally", "1.0.0", "1.1.0");
        await fleet.DoAsync("release create locally-next locally=1.1.0 -p locally -l fairway.dev/stage");
        await fleet.Meta().DoAsync("wait frel/locally-next --for=condition=Failed --timeout=60s");

        Assert.Matches(
            @"e2e\s+canary\s+Failed\s+1\s+its process ended with 7, and said last: 4",
            await fleet.DoAsync("release show locally-next"));
    }

    [Theory]
    [InlineData("- {name: a, type: Sleep}", "Unsupported value: \"Sleep\"")]
    [InlineData("- {name: a, type: Wait, wait: {for: 1s}, runAfter: [a]}", "a task cannot wait for itself")]
    [InlineData(
        "- {name: a, type: Wait, wait: {for: 1s}, runAfter: [b]}\n"
            + "- {name: b, type: Wait, wait: {for: 1s}, runAfter: [a]}",
        "so that they never wait in a circle")]
    public async Task A_pipeline_that_makes_no_sense_is_refused_with_a_sentence(string tasks, string says) =>
        Assert.Contains(
            says,
            await fleet.Meta().FailAsync("create -f -", Pipeline("senseless", tasks)),
            StringComparison.Ordinal);

    [Fact]
    public async Task Only_who_may_impersonate_an_account_lets_tasks_run_as_it()
    {
        await fleet.Meta().DoAsync(
            "create clusterrole pipeliner --verb=create,get --resource=releasepipelines.fairway.dev");
        await fleet.Meta().DoAsync("create clusterrolebinding pipeliner --clusterrole=pipeliner --user=mallory");
        var pipeline = Pipeline(
            "owned", "- {name: e2e, type: Run, run: {cluster: cluster-001, serviceAccount: owner, image: x}}");
        Assert.Contains(
            "mallory may not impersonate a ServiceAccount that a task is to run as",
            await fleet.Meta().FailAsync("create -f - --as=mallory", pipeline),
            StringComparison.Ordinal);

        await fleet.Meta("cluster-001").DoAsync(
            "create role as-owner --verb=impersonate --resource=serviceaccounts --resource-name=owner");
        await fleet.Meta("cluster-001").DoAsync("create rolebinding as-owner --role=as-owner --user=mallory");
        await fleet.Meta().DoAsync("create -f - --as=mallory", pipeline);
    }

    private static string Pipeline(string name, string tasks) => $$"""
        apiVersion: fairway.dev/v1alpha1
        kind: ReleasePipeline
        metadata: {name: {{name}}}
        spec:
          stages:
          - name: canary
            selector: {matchLabels: {fairway.dev/stage: canary} }
            tasks:
        {{string.Join('\n', tasks.Split('\n').Select(line => $"    {line}"))}}
          - {name: rest, selector: {} }
          stepDeadline: 60s
        """;
}
