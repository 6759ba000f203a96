using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Fairway.Schema.Protobuf;

/// <summary>
/// Numbers of fields, by message, as <c>fields.tsv</c> has them. Read when the first protobuf body comes or goes.
/// </summary>
internal static class FieldNumbers
{
    private static readonly FrozenDictionary<int, string> None = FrozenDictionary<int, string>.Empty;

    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<int, string>>> Shared = new(() =>
        EmbeddedTable.Read("Protobuf.fields.tsv").ToFrozenDictionary(cells => cells[0], cells => Fields(cells[1..])));

    private static readonly Lazy<FrozenDictionary<string, ImmutableArray<NumberedField>>> Ordered = new(() =>
        Shared.Value.ToFrozenDictionary(
            message => message.Key,
            message => message.Value
                .OrderBy(field => field.Key)
                .Select(field => new NumberedField(field.Key, field.Value))
                .ToImmutableArray()));

    /// <summary>
    /// The fields of a message by number: a property's name, or <c>@message</c> where another message's fields are the
    /// object's own in JSON.
    /// </summary>
    public static FrozenDictionary<int, string> Of(string message) => Shared.Value.GetValueOrDefault(message, None);

    /// <summary>The same in the order in which they are written; none for what has no protobuf form.</summary>
    public static ImmutableArray<NumberedField> InOrder(string message) =>
        Ordered.Value.GetValueOrDefault(message, []);

    private static FrozenDictionary<int, string> Fields(string[] cells) => cells
        .Select(cell => cell.Split(':'))
        .ToFrozenDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => parts[1]);
}
