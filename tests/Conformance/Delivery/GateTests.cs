using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>What holds a Release in a whole fleet, made and undone with kubectl.</summary>
[Collection(typeof(DeliveryCollection))]
public sealed class GateTests(DeliveryFleet fleet)
{
    [Fact]
    public async Task A_freeze_holds_until_it_is_gone_and_a_hot_fix_passes_it_by()
    {
        await PipelineAsync("frozen", "");
        await fleet.InstallAsync("icy", "1.0.0", "1.1.0", "1.1.1");
        await fleet.Meta().DoAsync("apply -f -", """
            apiVersion: fairway.dev/v1alpha1
            kind: ReleaseWindow
            metadata: {name: freeze}
            spec:
              type: Deny
              pipelines: [frozen]
              timeZone: Europe/Berlin
              dates: [{from: "2000-01-01", until: "2999-12-31", name: for ever}]
              reason: nobody is here
            """);
        await fleet.Meta().DoAsync("wait frw/freeze --for=condition=Open=false --timeout=30s");
        await fleet.DoAsync("release create icy-next icy=1.1.0 -p frozen -l fairway.dev/stage");
        await WaitsAsync("icy-next", "WindowClosed");

        Assert.Empty(await fleet.Meta().DoAsync("get fcr -A -l fairway.dev/release=icy-next -o name"));
        var why = await fleet.DoAsync($"why {DeliveryFleet.Canary} icy");
        Assert.Contains(
            "! gate window: the ReleaseWindow freeze denies it (nobody is here)", why, StringComparison.Ordinal);
        var next = await fleet.DoAsync($"window next {DeliveryFleet.Canary} icy --pipeline frozen");
        Assert.StartsWith("2999-12-31T23:00:00Z: ", next, StringComparison.Ordinal);
        var other = await fleet.DoAsync($"window next {DeliveryFleet.Canary}");
        Assert.StartsWith("now: ", other, StringComparison.Ordinal);
        Assert.Matches(@"freeze\s+Deny\s+False\s+2999-12-31T23:00:00Z", await fleet.DoAsync("window list"));
        Assert.Matches(@"freeze\s+Deny\s+False", await fleet.Meta().DoAsync("get frw"));

        var hot = """{"spec":{"bypassWindows":{"reason":"CVE-2026-1"}}}""";
        await fleet.Meta().DoAsync(["patch", "frel", "icy-next", "--type=merge", "-p", hot]);
        await fleet.Meta().DoAsync("wait frel/icy-next --for=condition=Complete --timeout=60s");
        var says = "get fcr icy-next -o jsonpath={.status.gates[?(@.gate==\"window/before\")].says}";
        Assert.StartsWith(
            "passed by: CVE-2026-1 (",
            await fleet.Meta(DeliveryFleet.Canary).DoAsync(says),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{type: Allow}", "needs schedules or dates")]
    [InlineData("{type: Allow, schedules: [{duration: 1h}]}", "each needs a cron or a rule")]
    [InlineData("{type: Deny, schedules: [{duration: 1h, rule: FREQ=SECONDLY, start: 2026-01-01T10:00}]}", "rule")]
    [InlineData("{type: Sometimes, dates: [{from: 2026-01-01, until: 2026-01-02}]}", "spec.type")]
    public async Task A_window_that_makes_no_sense_is_refused_at_once(string spec, string says)
    {
        var said = await fleet.Meta().FailAsync(
            "create -f -",
            "{apiVersion: fairway.dev/v1alpha1, kind: ReleaseWindow, metadata: {name: senseless}, spec: " + spec + "}");

        Assert.Contains(says, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blocker_holds_its_clusters_and_lets_the_others_go_on()
    {
        await PipelineAsync("blocked", "");
        await fleet.InstallAsync("edgy", "1.0.0", "1.1.0");
        await fleet.Meta().DoAsync("apply -f -", $$"""
            apiVersion: fairway.dev/v1alpha1
            kind: ReleaseBlocker
            metadata: {name: edge}
            spec:
              component: edgy
              from: 1.0.x
              to: ">=1.1.0 <1.2.0"
              rule: cluster.metadata.namespace == '{{DeliveryFleet.Production}}'
              message: it loses sockets there
              link: https://example.org/issues/7
            """);
        await fleet.Meta().DoAsync("wait frb/edge --for=condition=Valid --timeout=30s");
        await fleet.DoAsync("release create edgy-next edgy=1.1.0 -p blocked -l fairway.dev/stage");
        await WaitsAsync("edgy-next", "Blocked");

        Assert.StartsWith("1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Smallflow, "edgy"));
        Assert.StartsWith("1.0.0 1.0.0", await fleet.VersionsAsync(DeliveryFleet.Production, "edgy"));
        Assert.Contains(
            "it loses sockets there (https://example.org/issues/7)",
            await fleet.DoAsync($"why {DeliveryFleet.Production} edgy"),
            StringComparison.Ordinal);
        await fleet.Meta().DoAsync("delete frb edge");
        await fleet.Meta().DoAsync("wait frel/edgy-next --for=condition=Complete --timeout=60s");
    }

    [Fact]
    public async Task A_cluster_itself_says_not_now()
    {
        await PipelineAsync("vetoed", "");
        await fleet.InstallAsync("shy", "1.0.0", "1.1.0");
        var smallflow = fleet.Meta(DeliveryFleet.Smallflow);
        await smallflow.DoAsync(["annotate", "cluster", "kubernetes-cluster", "fairway.dev/hold=disks are changed"]);
        await fleet.DoAsync("release create shy-next shy=1.1.0 -p vetoed -l fairway.dev/stage");
        await WaitsAsync("shy-next", "HeldByCluster");

        Assert.Contains(
            "disks are changed", await fleet.DoAsync($"why {DeliveryFleet.Smallflow} shy"), StringComparison.Ordinal);
        await smallflow.DoAsync("annotate cluster kubernetes-cluster fairway.dev/hold-");
        await fleet.Meta().DoAsync("wait frel/shy-next --for=condition=Complete --timeout=60s");
    }

    [Fact]
    public async Task A_stage_waits_for_people_whom_nobody_can_forge()
    {
        await PipelineAsync("approved", "approvals: [{group: sre, count: 2}],");
        await fleet.InstallAsync("wise", "1.0.0", "1.1.0");
        await fleet.Meta().DoAsync("create clusterrolebinding sre --clusterrole=cluster-admin --group=sre");
        await fleet.Meta().DoAsync("create -f - --as=eve --as-group=sre", """
            apiVersion: fairway.dev/v1alpha1
            kind: Release
            metadata: {name: wise-next}
            spec:
              pipeline: approved
              author: eve
              clusters: {matchExpressions: [{key: fairway.dev/stage, operator: Exists}]}
              changes: [{component: wise, version: 1.1.0}]
            """);
        await WaitsAsync("wise-next", "WaitingForApproval");

        var digest = await fleet.Meta().DoAsync("get frel wise-next -o jsonpath={.status.plan.digest}");
        await RefusedAsync("eve", "ann", "sre", digest, "spec.approver must be who asks: eve");
        await RefusedAsync("ann", "ann", "admins", digest, "spec.groups must be groups of who asks");
        await RefusedAsync("eve", "eve", "sre", digest, "you made this Release, and do not approve it");
        await fleet.Meta().DoAsync("create -f - --as=ann --as-group=sre", Approval("ann", "sre", digest));
        var another = Approval("bob", "sre", $"sha256:{new string('0', 64)}", "old");
        await fleet.Meta().DoAsync("create -f - --as=bob --as-group=sre", another);
        Assert.Contains(
            "needs 2 of the group sre to approve the plan, and has 1 (ann)",
            await fleet.DoAsync("release show wise-next"),
            StringComparison.Ordinal);

        await fleet.Meta().DoAsync("create -f - --as=bob --as-group=sre", Approval("bob", "sre", digest));
        await fleet.Meta().DoAsync("wait frel/wise-next --for=condition=Complete --timeout=60s");
        await ImmutableAsync();
    }

    [Fact]
    public async Task A_no_by_the_command_line_holds_until_who_said_it_takes_it_back()
    {
        await PipelineAsync("unwanted", "");
        await fleet.InstallAsync("odd", "1.0.0", "1.1.0");
        await fleet.Meta().DoAsync("create -f -", """
            apiVersion: fairway.dev/v1alpha1
            kind: Release
            metadata: {name: odd-next}
            spec:
              pipeline: unwanted
              paused: true
              clusters: {matchExpressions: [{key: fairway.dev/stage, operator: Exists}]}
              changes: [{component: odd, version: 1.1.0}]
            """);
        await fleet.Meta().DoAsync("wait frel/odd-next --for=jsonpath={.status.plan.digest} --timeout=60s");
        await fleet.DoAsync("release reject odd-next --reason=untested");
        await fleet.DoAsync("release resume odd-next");
        await WaitsAsync("odd-next", "Rejected");

        var name = await fleet.Meta().DoAsync(
            "get fap -o jsonpath={.items[?(@.spec.release==\"odd-next\")].metadata.name}");
        var said = await fleet.Meta().FailAsync($"delete fap {name} --as=mallory --as-group=system:masters");
        Assert.Contains("taken back only by who made it", said, StringComparison.Ordinal);
        await fleet.Meta().DoAsync($"delete fap {name}");
        await fleet.Meta().DoAsync("wait frel/odd-next --for=condition=Complete --timeout=60s");
    }

    private async Task ImmutableAsync()
    {
        var other = """{"spec":{"reason":"another"}}""";
        var result = await fleet.Meta().TryAsync(["patch", "fap", "ann", "--type=merge", "-p", other]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("cannot be changed after creation", $"{result}", StringComparison.Ordinal);
        var release = "{apiVersion: fairway.dev/v1alpha1, kind: Release, metadata: {name: forged}, "
            + "spec: {pipeline: approved, author: ann, changes: [{component: wise, version: 1.1.0}]}}";
        Assert.Contains(
            "spec.author must be who asks: eve",
            await fleet.Meta().FailAsync("create -f - --as=eve --as-group=sre", release),
            StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string asks, string approver, string group, string digest, string says) =>
        Assert.Contains(
            says,
            await fleet.Meta().FailAsync(
                $"create -f - --as={asks} --as-group=sre", Approval(approver, group, digest)),
            StringComparison.Ordinal);

    private static string Approval(string approver, string group, string digest, string? name = null) => $$"""
        apiVersion: fairway.dev/v1alpha1
        kind: Approval
        metadata: {name: {{name ?? approver}}}
        spec:
          release: wise-next
          planDigest: {{digest}}
          decision: Approve
          reason: it was tested
          approver: {{approver}}
          groups: [{{group}}]
        """;

    private Task WaitsAsync(string release, string reason) => fleet.Meta().DoAsync(
        $"wait frel/{release} --for=jsonpath={{.status.conditions[?(@.type==\"Progressing\")].reason}}={reason} "
            + "--timeout=60s");

    private Task PipelineAsync(string name, string more) => fleet.Meta().DoAsync("apply -f -", $$$"""
        apiVersion: fairway.dev/v1alpha1
        kind: ReleasePipeline
        metadata: {name: {{{name}}}}
        spec:
          stages:
          - {name: canary, selector: {matchLabels: {fairway.dev/stage: canary}} }
          - {name: smallflow, {{{more}}} selector: {matchLabels: {fairway.dev/stage: smallflow}} }
          - {name: production, selector: {} }
          stepDeadline: 60s
        """);
}
