using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Crowds;

/// <summary>What people, clusters and machines do while Releases are on their way.</summary>
internal sealed class CrowdTroubles(Crowd crowd, CrowdDraw draw, Random chance)
{
    private static readonly string[] Standing = ["releasewindows", "releaseblockers", "emergencystops"];
    private int named;

    private Fleet Fleet => crowd.Fleet;

    private string AnyStage => draw.Stages[chance.Next(draw.Stages.Count)];

    private LightCluster AnyCluster => crowd.Clusters.ElementAt(chance.Next(crowd.Clusters.Count()));

    /// <summary>One more, of those that there are so many Releases for.</summary>
    public async Task NextAsync(int releases)
    {
        switch (chance.Next(draw.HasFaults ? 14 : 10))
        {
            case 0:
                await DenyAsync();
                break;
            case 1:
                await BlockAsync();
                break;
            case 2:
                await HoldAsync(AnyCluster.Id, "\"not now\"");
                break;
            case 3:
                await StopAsync();
                break;
            case 4 when releases > 0:
                await PauseAsync($"r{chance.Next(releases)}", true);
                break;
            case 5:
                AnyCluster.IsCut = true;
                break;
            case 6 when crowd.Clusters.Count() > 2:
                await ComeOrGoAsync(AnyCluster.Id);
                break;
            case 7:
                await ApproveAsync(chance.Next(2) == 0 ? "Reject" : "Approve");
                break;
            case 8 or 9:
                await UndoAsync();
                break;
            case >= 10:
                await BreakAsync();
                break;
        }
    }

    /// <summary>Nothing more goes wrong, and what was in the way is taken away.</summary>
    public async Task HealAsync()
    {
        Fleet.Story.Add("all is healed");
        (Fleet.Faults.AreOn, Fleet.Faults.IsDbDown) = (false, false);
        await UndoAsync();
        await SettleAsync();
    }

    /// <summary>People approve what waits for them; a cluster that waits for somebody to settle its differences
    /// leaves.</summary>
    public async Task SettleAsync()
    {
        if (draw.NeedsApproval)
        {
            await ApproveAsync("Approve");
        }

        foreach (var item in Fleet.Meta.All("clusterreleases.fairway.dev").ToList())
        {
            if ((string?)item["status"]?["phase"] == "Held")
            {
                await LeaveAsync((string)item["metadata"]!["namespace"]!);
            }
        }
    }

    private async Task DenyAsync()
    {
        var from = Fleet.Now.AddMinutes(chance.Next(-10, 60)).UtcDateTime;
        var clusters = chance.Next(2) == 0 ? "" : $$""" "clusters":{{Of(AnyStage)}}, """;
        await crowd.PostAsync("releasewindows", "ReleaseWindow", Name("freeze"), $$"""
            {"type":"Deny", {{clusters}} "mayFinish":{{(chance.Next(2) == 0 ? "true" : "false")}},
             "dates":[{"from":"{{from:yyyy-MM-ddTHH:mm:ss}}",
                       "until":"{{from.AddMinutes(chance.Next(5, 3000)):yyyy-MM-ddTHH:mm:ss}}"}]}
            """);
    }

    private Task BlockAsync()
    {
        var component = ((string[])["net", "dns", "disk", "tool"])[chance.Next(4)];
        return crowd.PostAsync("releaseblockers", "ReleaseBlocker", Name("known-bad"), $$"""
            {"component":"{{component}}","clusters":{{Of(AnyStage)}},"message":"it leaks"}
            """);
    }

    private Task StopAsync() => crowd.PostAsync("emergencystops", "EmergencyStop", Name("halt"), $$"""
        {"reason":"a story","clusters":{{Of(AnyStage)}} }
        """);

    private Task HoldAsync(string id, string why) => HasLeft(id) ? Task.CompletedTask : Fleet.Meta.PatchAsync(
        $"{People.PathOf("clusters", id)}/kubernetes-cluster",
        $$"""{"metadata":{"annotations":{"fairway.dev/hold":{{why}} } } }""");

    private bool HasLeft(string id) => Fleet.Meta.Find("clusters.fairway.dev", id, "kubernetes-cluster") is null;

    private Task PauseAsync(string release, bool isPaused) => Fleet.Meta.PatchAsync(
        $"{People.PathOf("releases")}/{release}", $$"""{"spec":{"paused":{{(isPaused ? "true" : "false")}} } }""");

    /// <summary>A cluster leaves; or, where it has left, comes again.</summary>
    private Task ComeOrGoAsync(string id) => HasLeft(id) ? crowd.AddAsync(id, AnyStage) : LeaveAsync(id);

    private async Task LeaveAsync(string id)
    {
        if (!HasLeft(id))
        {
            await crowd.RemoveAsync(id);
        }
    }

    private async Task ApproveAsync(string decision)
    {
        foreach (var release in Fleet.Meta.All("releases.fairway.dev").ToList())
        {
            if (release["status"]?["plan"]?["digest"] is not { } digest || release["status"]!["finishedAt"] is not null)
            {
                continue;
            }

            foreach (var person in (string[])["ann", "bob"])
            {
                var until = Fleet.Now.AddMinutes(chance.Next(30, 6000)).UtcDateTime;
                await crowd.PostAsync("approvals", "Approval", Name(person), $$"""
                    {"release":"{{release["metadata"]!["name"]}}","planDigest":"{{digest}}","approver":"{{person}}",
                     "groups":["sre"],"decision":"{{decision}}","reason":"a story",
                     "expiresAt":"{{until:yyyy-MM-ddTHH:mm:ssZ}}"}
                    """);
            }
        }
    }

    /// <summary>What was put in the way goes.</summary>
    private async Task UndoAsync()
    {
        foreach (var plural in Standing)
        {
            foreach (var one in Fleet.Meta.All($"{plural}.fairway.dev").ToList())
            {
                if ((string)one["metadata"]!["name"]! is var name && name != "nights")
                {
                    await crowd.DeleteAsync(plural, name);
                }
            }
        }

        foreach (var no in Fleet.Meta.All("approvals.fairway.dev").ToList())
        {
            if ((string?)no["spec"]!["decision"] == "Reject")
            {
                await crowd.DeleteAsync("approvals", (string)no["metadata"]!["name"]!);
            }
        }

        foreach (var release in Fleet.Meta.All("releases.fairway.dev").ToList())
        {
            await PauseAsync((string)release["metadata"]!["name"]!, false);
        }

        foreach (var cluster in crowd.Clusters.ToList())
        {
            cluster.IsCut = false;
            if (Fleet.Meta.Find("clusters.fairway.dev", cluster.Id, "kubernetes-cluster") is { } found
                && found["metadata"]!["annotations"]?["fairway.dev/hold"] is not null)
            {
                await HoldAsync(cluster.Id, "null");
            }
        }
    }

    private async Task BreakAsync()
    {
        var name = crowd.Managers.ElementAt(chance.Next(crowd.Managers.Count()));
        switch (chance.Next(4))
        {
            case 0:
                await crowd.KillAsync(name);
                break;
            case 1:
                var process = crowd.Manager(name);
                process.Freeze();
                await Fleet.PassAsync(chance.Next(1, 9000));
                process.Thaw();
                break;
            case 2:
                Fleet.Faults.IsDbDown = true;
                await Fleet.PassAsync(chance.Next(1, 2000));
                Fleet.Faults.IsDbDown = false;
                break;
            default:
                Fleet.Faults.AreOn = true;
                await Fleet.PassAsync(chance.Next(1, 3000));
                Fleet.Faults.AreOn = false;
                break;
        }
    }

    private static string Of(string stage) => $$"""{"matchLabels":{"fairway.dev/stage":"{{stage}}"} }""";

    private string Name(string what) => $"{what}-{++named}";
}
