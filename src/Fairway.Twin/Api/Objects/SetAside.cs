using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Objects;

/// <summary>The specification of a stored object, which a change of the status leaves as it is: it stays
/// text.</summary>
/// <param name="From">The object.</param>
/// <param name="Text">Where the specification is in its JSON; empty where it has none.</param>
/// <param name="At">How many members of the object come before it.</param>
internal sealed record SetAside(StoredObject From, Range Text, int At)
{
    public const string Member = "spec";

    public ReadOnlySpan<byte> Span => From.Json.Span[Text];
}
