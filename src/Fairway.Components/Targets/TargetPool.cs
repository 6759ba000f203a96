using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Schema.Digests;

namespace Fairway.Components.Targets;

/// <summary>
/// Targets that were made and stored for a plan, for all clusters that the chart cannot tell apart: those with equal
/// values, that serve the same, and are equal in whatever the rendering looked at of what Fairway says of them.
/// What a chart drew belongs to its cluster alone.
/// </summary>
internal sealed class TargetPool
{
    // What was looked at may differ from rendering to rendering: one asks for the stage where another asks for nothing.
    private readonly ConcurrentDictionary<Key, ImmutableArray<Looked>> looked = new();
    private readonly ConcurrentDictionary<(Key Key, Looked Looked, string Saw), Digest> made = new();

    /// <summary>The digest of the target that was made of the same; null where there is none.</summary>
    public Digest? Find(ChangeRequest request, EffectiveValues values, TenantKinds kinds)
    {
        var key = KeyOf(request, values, kinds);
        if (looked.TryGetValue(key, out var ways))
        {
            foreach (var way in ways)
            {
                if (made.TryGetValue((key, way, Seen(way, request, values)), out var target))
                {
                    return target;
                }
            }
        }

        return null;
    }

    /// <summary>Keeps a target for others, if it is not one cluster's alone.</summary>
    public void Keep(
        ChangeRequest request, EffectiveValues values, TenantKinds kinds, RenderReads? reads, Digest target)
    {
        if (reads is not { Seed: false })
        {
            return;
        }

        var key = KeyOf(request, values, kinds);
        var way = new Looked(string.Join(' ', reads.Watched), reads.Now);
        made[(key, way, Seen(way, request, values))] = target;
        looked.AddOrUpdate(key, [way], (_, ways) => ways.Contains(way) ? ways : ways.Add(way));
    }

    private static Key KeyOf(ChangeRequest request, EffectiveValues values, TenantKinds kinds) =>
        new(request.Component, request.Version, values.Digest, kinds.Signature);

    /// <summary>What a rendering saw, as one text.</summary>
    private static string Seen(Looked way, ChangeRequest request, EffectiveValues values)
    {
        var cluster = values.Values[ValueComposer.BuiltIn] as JsonObject;
        var seen = way.Names.Split(' ').Select(name => cluster?[name]?.ToJsonString() ?? "")
            .Append(way.Now ? $"{request.Cluster.Metadata.CreationTimestamp:O}" : "");
        return string.Join('\n', seen);
    }

    /// <summary>All that a target is made of, but for what Fairway says of the cluster. A Component and its version are
    /// the same while nobody has changed them.</summary>
    private readonly record struct Key(Component Component, ComponentVersion Version, Digest Values, Digest Kinds);

    /// <summary>What a rendering looked at: names with blanks between them, and whether the present.</summary>
    private readonly record struct Looked(string Names, bool Now);
}
