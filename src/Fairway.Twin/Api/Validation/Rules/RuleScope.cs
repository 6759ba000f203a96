using System.Text.Json.Nodes;
using Fairway.Cel.Schemas;
using Fairway.Schema;

namespace Fairway.Twin.Api.Validation.Rules;

/// <summary>A place of a schema that is being declared, as far as its rules are concerned.</summary>
/// <param name="Schema">The schema of the place.</param>
/// <param name="Place">What expressions know of it; null for nothing.</param>
/// <param name="MostTimes">How often it can be in one object at most; null where nothing bounds it.</param>
/// <param name="Uncorrelated">Path of the list above whose elements cannot be told from one state of an object to the
/// next; null for none.</param>
/// <param name="Costs">What all rules may cost together.</param>
internal sealed record RuleScope(
    SchemaNode Schema, CelDeclaration? Place, ulong? MostTimes, string? Uncorrelated, RuleCosts Costs)
{
    public static RuleScope Root(SchemaNode kind) =>
        new(kind, SchemaTypes.From(kind, "self", isRoot: true), 1, null, new RuleCosts());

    /// <summary>A property; null where expressions are not shown it.</summary>
    public RuleScope? Property(string name)
    {
        if (!Schema.Properties.TryGetValue(name, out var child))
        {
            return null;
        }

        var place = FieldNames.Escape(name) is { } escaped
            ? Place?.Fields.GetValueOrDefault(escaped)
            : SchemaTypes.From(child, "self", child.Facets?.IsEmbedded == true);
        return this with { Schema = child, Place = place, MostTimes = Within() };
    }

    /// <summary>Elements of the list, or values of the map.</summary>
    /// <param name="uncorrelated">Path of this place, if it is a list whose elements cannot be told apart.</param>
    public RuleScope? Element(string? uncorrelated) => Schema.Items is not { } items ? null : this with
    {
        Schema = items,
        Place = Place?.Element,
        MostTimes = Within(),
        Uncorrelated = Uncorrelated ?? uncorrelated,
    };

    /// <summary>What a rule that costs so much here costs in a whole object.</summary>
    public ulong CostOf(ulong once) => RuleCosts.Times(once, MostTimes ?? (ulong)(Place?.MaxCardinality ?? 0));

    private ulong? Within()
    {
        var most = Schema.Type switch
        {
            SchemaType.Map => Schema.Facets?.Properties.Most,
            _ when Schema.Facets?.JsonType == "array" => Schema.Facets.Items.Most,
            _ => 1,
        };
        return MostTimes is { } times && most is { } count
            ? RuleCosts.Times(times, (ulong)Math.Max(0, count))
            : null;
    }
}
