using System.Text.Json;
using System.Text.Json.Serialization;
using Fairway.Merge.Diffing;
using Fairway.Schema;

namespace Fairway.Components.Hooks;

/// <summary>
/// What has been run of a change's hooks. It is kept in the tenant cluster, beside what they do, and written before and
/// after each of them: whoever takes the act up reads there what was begun.
/// </summary>
internal sealed record HookLedger
{
    /// <summary>The change whose hooks these are: Release, direction and target.</summary>
    public required string Change { get; init; }

    /// <summary>Hooks that were begun, in order.</summary>
    public IReadOnlyList<HookEntry> Entries { get; init; } = [];

    /// <summary>Moments that are over: nothing is left to run or to clean up.</summary>
    public IReadOnlyList<string> Closed { get; init; } = [];

    /// <summary>What is written of a hook; null before it is begun.</summary>
    public HookEntry? Find(string moment, ObjectRef reference) =>
        Entries.FirstOrDefault(entry => entry.Moment == moment && entry.Reference == reference);

    /// <summary>With another entry for a hook.</summary>
    public HookLedger With(HookEntry entry)
    {
        var others = Entries.Where(one => one.Moment != entry.Moment || one.Reference != entry.Reference);
        return this with { Entries = [.. others, entry] };
    }

    /// <summary>With a moment that is over.</summary>
    public HookLedger Close(string moment) => this with { Closed = [.. Closed, moment] };
}

/// <summary>What is written of one hook.</summary>
internal sealed record HookEntry
{
    /// <summary><c>pre-upgrade</c>.</summary>
    public required string Moment { get; init; }

    public required string ApiVersion { get; init; }

    public required string Kind { get; init; }

    /// <summary>Empty for objects of the cluster.</summary>
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>How far it is.</summary>
    public required HookState State { get; init; }

    /// <summary>The uid of the object that was made for it.</summary>
    public string? Uid { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Message { get; init; }

    /// <summary>The object.</summary>
    [JsonIgnore]
    public ObjectRef Reference => new(KindOf(ApiVersion, Kind), Namespace, Name);

    /// <summary>The entry of a hook.</summary>
    public static HookEntry Of(string moment, ObjectRef reference, HookState state) => new()
    {
        Moment = moment,
        ApiVersion = reference.ApiVersion,
        Kind = reference.Kind.Kind,
        Namespace = reference.Namespace,
        Name = reference.Name,
        State = state,
    };

    private static GroupVersionKind KindOf(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return new(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], kind);
    }
}

/// <summary>How far a hook is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HookState>))]
internal enum HookState
{
    /// <summary>Its object is about to be made.</summary>
    Begun,

    /// <summary>Its object has been made.</summary>
    Running,

    /// <summary>It did what it is for.</summary>
    Succeeded,

    /// <summary>It did not.</summary>
    Failed,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HookLedger))]
internal sealed partial class HookJson : JsonSerializerContext;
