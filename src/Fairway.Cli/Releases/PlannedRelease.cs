using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Releases.Planning;

namespace Fairway.Cli.Releases;

/// <summary>A Release that was created to be planned, and what its plan says.</summary>
/// <param name="Name">The Release.</param>
/// <param name="Plan">What was pinned; null where no plan can be made.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="Text">The plan for people.</param>
/// <param name="View">The same for programs.</param>
internal sealed record PlannedRelease(string Name, PinnedPlan? Plan, string? Failure, string Text, PlanView View)
{
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    /// <summary>Creates the Release, and waits for its plan.</summary>
    public static async Task<PlannedRelease> CreateAsync(MetaSession session, JsonObject body)
    {
        var answer = await session.Api.CreateAsync(Releases, null, body, null, session.Stopped);
        var name = answer.Read(ApiJson.Default.Release).Metadata.Name;
        try
        {
            return await ReadAsync(session, name);
        }
        catch (Exception)
        {
            await DeleteAsync(session, name);
            throw;
        }
    }

    /// <summary>How many clusters and groups, what is dangerous, and the digest.</summary>
    public string Line()
    {
        var dangers = Plan!.Dangers > 0 ? $", {Plan.Dangers} to be approved" : "";
        var final = Plan.Irreversible > 0 ? $", {Plan.Irreversible} that cannot be undone" : "";
        var silent = View.Unreachable.Count > 0 ? $", {View.Unreachable.Count} not reached" : "";
        var refused = View.Refused.Sum(one => one.Clusters.Count);
        var not = refused > 0 ? $", {refused} not planned" : "";
        return $"{Counts.Of(View.Clusters, "cluster")}{silent}{not} in {Counts.Of(Plan.Groups, "group")} of the same "
            + $"change{dangers}{final}; {Plan.Digest}";
    }

    /// <summary>Whether anything would be written.</summary>
    public bool Changes => View.Components.Any(component => component.Sections.Count > 0);

    /// <summary>Deletes a Release that was only planned.</summary>
    public static Task DeleteAsync(MetaSession session, string name) =>
        session.Api.DeleteIfPresentAsync(Releases, new ObjectKey(null, name), null, CancellationToken.None);

    private static async Task<PlannedRelease> ReadAsync(MetaSession session, string name)
    {
        var end = await new ReleaseFollower(session, name).FollowAsync(
            Tell, sight => sight.IsOver || sight.Status.Plan is not null, session.Stopped);
        if (end.Status.Plan is not { } plan)
        {
            return new PlannedRelease(name, null, end.Progress?.Message, "", new PlanView());
        }

        void Tell(ReleaseSight sight)
        {
            if (sight.Status.Planning is { } planning)
            {
                session.Terminal.Say(ReleaseText.Planned(planning));
            }
        }

        var shown = await session.Api.GetAsync(
            KubeResources.ConfigMaps, new ObjectKey(Labels.SystemNamespace, plan.ShownIn!), session.Stopped);
        var data = shown.ReadNode()["data"];
        var view = JsonSerializer.Deserialize(
            data?["plan.json"]?.GetValue<string>() ?? "{}", PlanJson.Default.PlanView)!;
        return new PlannedRelease(name, plan, null, data?["plan.txt"]?.GetValue<string>() ?? "", view);
    }
}
