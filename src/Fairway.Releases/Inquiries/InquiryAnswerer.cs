using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Inquiries;
using Fairway.Api.Meta;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Insights;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Releases.Clusters;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Inquiries;

/// <summary>Finds the answer to an Inquiry, or the sentence that says why there is none.</summary>
internal sealed class InquiryAnswerer(ReleaseServices services)
{
    /// <summary>What fits into an object, with room for the rest of it.</summary>
    private const int MostText = 900_000;

    private const int MostRecords = 200;

    public DateTimeOffset Now => services.Now;

    /// <summary>The status of the Inquiry.</summary>
    public async Task<InquiryStatus> AnswerAsync(string cluster, InquirySpec question, CancellationToken cancel)
    {
        if (cluster == Labels.SystemNamespace && question.About != InquiryAbout.History)
        {
            return Failed("of all clusters there is History alone: ask in the namespace of a cluster");
        }

        try
        {
            var answer = question.About switch
            {
                InquiryAbout.History => await HistoryAsync(cluster, question, cancel),
                InquiryAbout.Explain => Node(
                    await ExplainAsync(cluster, question, cancel), InsightJson.Default.Explanation),
                _ => await DiffAsync(cluster, question, cancel),
            };
            return answer.ToJsonString().Length <= MostText
                ? new InquiryStatus { AnsweredAt = services.Now, Answer = answer }
                : Failed("the answer is too long for an object: ask for one component, or one field");
        }
        catch (ChangeRefusedException e)
        {
            return Failed(e.Message);
        }
        catch (MetaDbException e)
        {
            return Failed(e.Message);
        }
        catch (KubeApiException e) when (Troubles.Of(e) is not null)
        {
            return Failed(e.Message);
        }
    }

    private static JsonObject Node<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        (JsonObject)JsonSerializer.SerializeToNode(value, type)!;

    private InquiryStatus Failed(string why) => new() { AnsweredAt = services.Now, Failure = why };

    private async Task<JsonObject> HistoryAsync(string cluster, InquirySpec question, CancellationToken cancel)
    {
        var records = cluster == Labels.SystemNamespace
                ? await NewestAsync(services.MetaDb.ByComponentAsync(Component(question).Metadata.Name, cancel))
            : question.Component is null ? await NewestAsync(services.MetaDb.ByClusterAsync(cluster, cancel))
            : await services.MetaDb.HistoryAsync(
                new PairKey(cluster, Component(question).Metadata.Name), MostRecords, null, cancel);
        return new JsonObject
        {
            ["records"] = new JsonArray([.. records.Select(record => (JsonNode)Node(
                HistoryEntry.Of(record), InsightJson.Default.HistoryEntry))]),
        };
    }

    /// <summary>Of each pair the newest record of each mark, the newest of all first.</summary>
    private static async Task<IReadOnlyList<ComponentRecord>> NewestAsync(IAsyncEnumerable<ComponentState> states)
    {
        var records = new List<ComponentRecord>();
        await foreach (var state in states)
        {
            records.AddRange(
                new[] { state.Good, state.Applied, state.Intended }.OfType<ComponentRecord>());
        }

        return
        [
            .. records.OrderByDescending(record => record.At)
                .ThenBy(record => record.ClusterId, StringComparer.Ordinal)
                .ThenBy(record => record.Component, StringComparer.Ordinal)
                .ThenByDescending(record => record.Sequence)
                .Take(MostRecords),
        ];
    }

    private async Task<Explanation> ExplainAsync(string cluster, InquirySpec question, CancellationToken cancel)
    {
        var request = Request(cluster, Component(question)) ?? throw new ChangeRefusedException(
            "NotThere",
            $"{cluster} should not run {question.Component}: no Release has brought it there, or it has gone");
        return await Insight(request.Component).ExplainAsync(request, question.Path, cancel);
    }

    private async Task<JsonObject> DiffAsync(string cluster, InquirySpec question, CancellationToken cancel)
    {
        var components = question.Component is null
            ? services.Caches.Components.All.Select(item => item.Value)
            : [Component(question)];
        var pairs = new JsonArray();
        foreach (var component in components.OrderBy(one => one.Metadata.Name, StringComparer.Ordinal))
        {
            if (Request(cluster, component) is { } request
                && services.Insights.Any(insight => insight.Carries(component.Spec.Type)))
            {
                pairs.Add((JsonNode)Node(await DiffAsync(request, cancel), InsightJson.Default.PairDiff));
            }
        }

        return new JsonObject { ["pairs"] = pairs };
    }

    /// <summary>One component whose target cannot be made does not hide the others.</summary>
    private async Task<PairDiff> DiffAsync(ChangeRequest request, CancellationToken cancel)
    {
        try
        {
            return await Insight(request.Component).DiffAsync(request, cancel);
        }
        catch (ChangeRefusedException e)
        {
            return new PairDiff(request.Component.Metadata.Name, request.Version.Spec.Version, null, [])
            {
                Failure = e.Message,
            };
        }
    }

    private Component Component(InquirySpec question) =>
        question.Component is { } name && services.Caches.Components.Find(new ObjectKey(null, name))?.Value is { } found
            ? found
            : throw new ChangeRefusedException("NoComponent", question.Component is null
                ? "name a component"
                : $"there is no Component {question.Component}");

    private IChangeInsight Insight(Component component) =>
        services.Insights.FirstOrDefault(insight => insight.Carries(component.Spec.Type))
        ?? throw new ChangeRefusedException(
            "UnknownKind",
            $"{component.Metadata.Name} is of type {component.Spec.Type}, and has no chart to look into");

    /// <summary>The component with the version that the cluster should run; null where it should run none.</summary>
    private ChangeRequest? Request(string cluster, Component component)
    {
        var caches = services.Caches;
        var name = component.Metadata.Name;
        if (caches.ClusterComponents.Find(new ObjectKey(cluster, name))?.Value is not { } wanted
            || caches.Cluster(cluster) is not { } there)
        {
            return null;
        }

        var version = caches.Version(name, wanted.Spec.Version) ?? throw new ChangeRefusedException(
                "VersionGone", $"there is no version {wanted.Spec.Version} of {name} any more: push it again");
        return new ChangeRequest(there, component, version, caches.Configs(name));
    }
}
