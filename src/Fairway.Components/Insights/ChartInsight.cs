using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Components.Planning;
using Fairway.Components.Surveys;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Insights;
using Fairway.Delivery.Records;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Merge.Diffing;
using Fairway.Merge.Values;

namespace Fairway.Components.Insights;

/// <summary>Answers what differs in a cluster, and where objects and fields of a chart come from.</summary>
/// <param name="meta">The meta cluster, for charts.</param>
/// <param name="directory">The tenant clusters.</param>
/// <param name="db">Recorded facts.</param>
/// <param name="tools">As <see cref="ChartChange"/> has them.</param>
public sealed class ChartInsight(IKubeApi meta, IClusterDirectory directory, IMetaDb db, ChartTools tools)
    : IChangeInsight
{
    private readonly TargetFactory factory = new(meta, db, tools);
    private readonly TargetShelf targets = new(db, tools.Seals);
    private readonly TenantBook tenants = new(directory);

    /// <inheritdoc/>
    public bool Carries(ComponentType type) => type is ComponentType.AddOn or ComponentType.Operator;

    /// <inheritdoc/>
    public async Task<PairDiff> DiffAsync(ChangeRequest request, CancellationToken cancel)
    {
        var seen = await SeeAsync(request, cancel);
        var plan = ChartPlanner.Plan(new ChartObservation(
            seen.Target, seen.Recorded, seen.Live, tools.Catalogue, tools.Mask) { Schemas = seen.Schemas });
        var recorded = seen.Recorded.Objects.ToDictionary(item => item.Reference, item => item.Object);
        return new PairDiff(
            seen.Target.Component,
            seen.Target.Version,
            seen.Recorded.AppliedVersion,
            [
                .. plan.Objects.SelectMany(item => item.Diff.Changes.Zip(
                    item.Changes,
                    (change, judged) => Sides(
                        seen.Schemas, change, judged, (item.Reference, recorded.GetValueOrDefault(item.Reference))))),
            ]);
    }

    /// <inheritdoc/>
    public async Task<Explanation> ExplainAsync(ChangeRequest request, string? path, CancellationToken cancel)
    {
        var seen = await SeeAsync(request, cancel);
        var rendering = new Rendering(seen.Sources);
        var explanation = new Explanation
        {
            Component = seen.Target.Component,
            Version = seen.Target.Version,
            Chart = $"{seen.Sources.Chart.Name} {seen.Sources.Chart.Version}",
            Note = Note(seen),
            Values = [.. seen.Sources.Values.Origins.Select(leaf => new ValueOrigin(leaf.Key, leaf.Value))],
            Objects = [.. seen.Target.Items.Select(item => ObjectOf(seen, rendering, ObjectRef.Of(item)))],
        };
        return path is null ? explanation : explanation with { Fields = Fields(seen, rendering, path) };
    }

    private FieldSides Sides(
        KindSchemas schemas,
        FieldChange change,
        PlannedChange judged,
        (ObjectRef Reference, JsonObject? Object) recorded)
    {
        var reference = recorded.Reference;
        var before = ObjectFields.Find(recorded.Object, change.Path, schemas.Find(reference));
        return new FieldSides(
            $"{reference}",
            change.Path.Text,
            Text(reference, change.Path, before),
            Text(reference, change.Path, change.After),
            Text(reference, change.Path, change.Before),
            change.Conflicts ? "Conflict" : $"{change.Cause}",
            judged.Verdict == ChangeVerdict.Allow ? "" : judged.Why);
    }

    private static ObjectOrigin ObjectOf(PairSight seen, Rendering rendering, ObjectRef reference)
    {
        var made = rendering.Find(reference);
        return new ObjectOrigin($"{reference}", made?.Template, made?.Line ?? 0, seen.Live.ContainsKey(reference));
    }

    private static string? Note(PairSight seen) => seen.Recorded.Objects.IsEmpty
        ? "nothing is recorded of it on this cluster: this is what would come"
        : seen.Recorded.Digests.Contains(seen.Digest)
            ? null
            : "version or meta-configs have changed since it was applied: this is what a Release would bring now";

    private List<FieldOrigin> Fields(PairSight seen, Rendering rendering, string asked)
    {
        var question = FieldQuestion.Parse(asked);
        var items = seen.Target.Items.Concat(seen.Recorded.Objects.Select(item => item.Object))
            .Select(ObjectRef.Of).Distinct().Where(question.Concerns).ToList();
        var fields = items.Select(item => Field(seen, rendering, item, question.Path))
            .Where(field => field.Target is not null || field.Live is not null || field.Recorded is not null).ToList();
        return fields.Count > 0 ? fields : throw new ChangeRefusedException(
            "NoSuchField",
            $"no object of {seen.Target.Component} has {asked}: name it as plans do, "
            + "spec.template.spec.containers[name=web].image");
    }

    private FieldOrigin Field(PairSight seen, Rendering rendering, ObjectRef reference, FieldPath path)
    {
        var schema = seen.Schemas.Find(reference);
        var target = seen.Target.Items.FirstOrDefault(item => ObjectRef.Of(item) == reference);
        var recorded = seen.Recorded.Objects.FirstOrDefault(item => item.Reference == reference).Object;
        var live = seen.Live.GetValueOrDefault(reference);
        var made = rendering.Find(reference);
        var pointer = made is null ? null : ObjectFields.Pointer(made.Object, path, schema);
        return new FieldOrigin
        {
            Object = $"{reference}",
            Path = path.Text,
            Target = Text(reference, path, ObjectFields.Find(target, path, schema)),
            Recorded = Text(reference, path, ObjectFields.Find(recorded, path, schema)),
            Live = Text(reference, path, ObjectFields.Find(live, path, schema)),
            Template = pointer is null ? null : made!.Template,
            Line = pointer is null ? 0 : made!.LineOf(Steps(pointer)),
            DecidedBy = pointer is null ? [] : rendering.DecidedBy(reference, path, schema),
            Owners = ObjectFields.Owners(live, path),
        };
    }

    private static string[] Steps(string pointer) =>
    [
        .. pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal)
            .Replace("~0", "~", StringComparison.Ordinal)),
    ];

    private string? Text(ObjectRef reference, FieldPath path, JsonNode? value) =>
        tools.Mask.Show(reference, path, value) is { } shown ? CanonicalJson.Text(shown) : null;

    private async Task<PairSight> SeeAsync(ChangeRequest request, CancellationToken cancel)
    {
        var tenant = await tenants.OpenAsync(request.Cluster.Id, [], cancel);
        var target = await factory.MakeAsync(request, tenant, cancel);
        var digest = $"{targets.DigestOf(target)}";
        var pair = new PairKey(request.Cluster.Id, target.Component);
        var recorded = await RecordedTarget.ReadAsync(new PairRecords(db), targets, pair, digest, cancel);
        var wanted = target.Items.Select(ObjectRef.Of).Concat(recorded.Objects.Select(item => item.Reference));
        tenant = await tenants.OpenAsync(request.Cluster.Id, target.Items, cancel);
        return new PairSight(
            await factory.SourcesAsync(request, tenant, cancel),
            target,
            digest,
            recorded,
            await LiveObjects.ReadAsync(tenant, wanted, cancel),
            await KindSchemas.ReadAsync(
                tenant, [.. target.Items], recorded.Objects.Select(item => item.Reference), cancel));
    }

    /// <summary>A component on a cluster, as it is looked at.</summary>
    private sealed record PairSight(
        TargetSources Sources,
        TargetDocument Target,
        string Digest,
        RecordedTarget Recorded,
        IReadOnlyDictionary<ObjectRef, JsonObject> Live,
        KindSchemas Schemas);
}
