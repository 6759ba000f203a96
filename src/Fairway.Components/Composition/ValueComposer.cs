using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Delivery.Changes;
using Fairway.Merge.Values;
using Fairway.Schema.Digests;

namespace Fairway.Components.Composition;

/// <summary>
/// Composes values: what Fairway says of the cluster, then the version's images, then meta-configs from the widest to
/// the narrowest. Images are equal everywhere, so no meta-config may set one, unless the component allows it to that of
/// one cluster.
/// </summary>
public static class ValueComposer
{
    /// <summary>Where charts find the cluster's id, stage, region, infrastructure and importance.</summary>
    public const string BuiltIn = "fairway";

    /// <summary>The values of one cluster.</summary>
    /// <param name="request">What for.</param>
    /// <param name="isOfChart">Whether the chart's own values have a path: removing it takes that away too.</param>
    /// <param name="secrets">What was read of the Secrets that meta-configs name.</param>
    /// <exception cref="ChangeRefusedException">A meta-config sets what it may not, or an image has no
    /// place.</exception>
    public static EffectiveValues Compose(
        ChangeRequest request, Func<string, bool>? isOfChart = null, SecretValues? secrets = null)
    {
        secrets ??= SecretValues.None;
        var layers = new ValueLayers();
        var hidden = new SortedDictionary<string, (string Layer, string Hash)>(StringComparer.Ordinal);
        layers.Add("fairway", new JsonObject { [BuiltIn] = OfCluster(request.Cluster) }, []);
        layers.Add($"version {request.Version.Spec.Version}", Images(request), []);
        foreach (var config in InOrder(request))
        {
            CheckValues(config, request.Component);
            var layer = $"MetaConfig {config.Metadata.Name}";
            var values = (JsonObject?)config.Spec.Values?.DeepClone() ?? [];
            foreach (var from in config.Spec.ValuesFrom ?? [])
            {
                var secret = secrets.Find(from, config);
                ValuePath.Set(values, from.Path, secret.Text);
                hidden[from.Path] = (layer, secret.Hash);
            }

            layers.Add(layer, values, config.Spec.Remove ?? []);
        }

        layers.TakeFromChart(isOfChart ?? (_ => false));
        return Effective(layers, hidden) with { Remarks = [.. ImageOverrides.Remarks(request, layers.Values)] };
    }

    /// <summary>A path that a narrower layer has set to something else is no secret any more.</summary>
    private static EffectiveValues Effective(
        ValueLayers layers, SortedDictionary<string, (string Layer, string Hash)> hidden)
    {
        var origins = layers.Origins();
        var shown = (JsonObject)layers.Values.DeepClone();
        var secrets = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (path, (layer, hash)) in hidden)
        {
            if (origins.GetValueOrDefault(path) == layer)
            {
                secrets.Add(path);
                ValuePath.Set(shown, path, hash);
            }
        }

        // What Fairway says of the cluster is no choice of anybody's, and most charts do not ask for it.
        shown.Remove(BuiltIn);
        var canonical = Encoding.UTF8.GetBytes(CanonicalJson.Text(shown));
        return new EffectiveValues(layers.Values, Digest.Of(canonical), origins) { Secrets = secrets.ToImmutable() };
    }

    /// <summary>The meta-configs that hold for the cluster, from the widest to the narrowest.</summary>
    internal static IEnumerable<MetaConfig> InOrder(ChangeRequest request) =>
        from config in request.MetaConfigs
        where config.Spec.Component == request.Component.Metadata.Name && Holds(config.Spec, request.Cluster)
        orderby Width(config.Spec), config.Spec.Priority, config.Metadata.Name
        select config;

    private static bool Holds(MetaConfigSpec spec, Cluster cluster) =>
        (spec.Cluster is null || spec.Cluster == cluster.Id)
        && (spec.Selector is null || spec.Selector.Matches(cluster.Metadata.Labels));

    private static int Width(MetaConfigSpec spec) => spec.Cluster is not null ? 2 : spec.Selector is not null ? 1 : 0;

    private static JsonObject OfCluster(Cluster cluster)
    {
        var values = new JsonObject { ["clusterId"] = cluster.Id };
        foreach (var (key, label) in new[]
        {
            ("stage", Labels.Stage),
            ("region", Labels.Region),
            ("infrastructure", Labels.Infrastructure),
            ("importance", Labels.Importance),
        })
        {
            values[key] = cluster.Metadata.Label(label) ?? "";
        }

        return values;
    }

    private static JsonObject Images(ChangeRequest request)
    {
        var values = new JsonObject();
        var places = (request.Component.Spec.Images ?? []).ToImmutableSortedDictionary(
            place => place.Name, place => place, StringComparer.Ordinal);
        var images = (request.Version.Spec.Images ?? new Dictionary<string, string>())
            .OrderBy(image => image.Key, StringComparer.Ordinal);
        foreach (var (name, image) in images)
        {
            if (!places.TryGetValue(name, out var place))
            {
                throw new ChangeRefusedException(
                    "ImageWithoutPlace",
                    $"version {request.Version.Spec.Version} of {request.Component.Metadata.Name} has an image "
                    + $"\"{name}\", and the Component's spec.images has no place for it: add one");
            }

            foreach (var (path, text) in ImageParts.Of(place, image))
            {
                ValuePath.Set(values, path, text);
            }
        }

        var missing = places.Keys.FirstOrDefault(name => !(request.Version.Spec.Images?.ContainsKey(name) ?? false));
        return missing is null ? values : throw new ChangeRefusedException(
            "ImageMissing",
            $"version {request.Version.Spec.Version} of {request.Component.Metadata.Name} has no image \"{missing}\", "
            + "which the Component's spec.images has a place for: push the version with it");
    }

    private static void CheckValues(MetaConfig config, Component component)
    {
        var values = config.Spec.Values ?? [];
        if (ValuePath.Nulls(values).FirstOrDefault() is { } nothing)
        {
            throw new ChangeRefusedException(
                "NullValue",
                $"MetaConfig {config.Metadata.Name} sets {nothing} to null: name the path in spec.remove instead");
        }

        if (Sets(config, BuiltIn))
        {
            throw new ChangeRefusedException(
                "ReservedValue",
                $"MetaConfig {config.Metadata.Name} sets {BuiltIn}: that is Fairway's own; take it out");
        }

        foreach (var place in component.Spec.Images ?? [])
        {
            if (ImageParts.Reserved(place).FirstOrDefault(path => Sets(config, path)) is { } path
                && !ImageOverrides.Allows(place, config.Spec))
            {
                throw new ChangeRefusedException("ImageOverride", ImageOverrides.Refusal(config, place, path));
            }
        }
    }

    private static bool Sets(MetaConfig config, string path) =>
        (config.Spec.Values is { } values && ValuePath.Find(values, path) is not null)
        || (config.Spec.ValuesFrom ?? []).Any(from => ValuePath.Covers(path, from.Path))
        || (config.Spec.Remove ?? []).Any(removed => ValuePath.Covers(removed, path));
}
