using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Objects;

/// <summary>The specification of a stored object, which a change of the status leaves as it is, and a binding but for
/// one field: it stays text.</summary>
/// <param name="From">The object.</param>
/// <param name="Text">Where the specification is in its JSON; empty where it has none.</param>
/// <param name="At">How many members of the object come before it.</param>
internal sealed record SetAside(StoredObject From, Range Text, int At)
{
    public const string Member = "spec";

    /// <summary>What it becomes, where it changes.</summary>
    public SpecChange? Change { get; init; }

    public ReadOnlySpan<byte> Span => Change is null ? From.Json.Span[Text] : Change.Json;
}

/// <summary>A specification with one selectable field changed.</summary>
/// <param name="Json">The specification.</param>
/// <param name="Field">The path of that field in the object.</param>
/// <param name="Value">Its value.</param>
internal sealed record SpecChange(byte[] Json, string Field, string Value)
{}
