using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Fairway.Schema.Definitions;

/// <summary>Reads one definition from the text that the generator wrote: a head, then one line a property.</summary>
internal static class DefinitionReader
{
    public static SchemaNode Read(string name, string text, DefinitionStore store)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var head = lines[0].Split('\t');
        var facts = new FactList(head.AsSpan(2));
        var places = lines.Skip(1).Select(line => line.Split('\t')).ToArray();
        return new SchemaNode
        {
            Name = name,
            Type = SchemaType.Object,
            TypeLabel = ShapeReader.LabelOf(name),
            DescriptionNumber = Number(head[1]),
            Kind = facts.Kind,
            AtomicMap = facts.AtomicMap,
            Required = facts.Required.IsEmpty
                ? [.. places.Where(cells => cells.AsSpan(3).Contains("required")).Select(cells => cells[0])]
                : facts.Required,
            PropertiesFactory = () => places.ToFrozenDictionary(
                cells => cells[0],
                cells => ShapeReader.Read(cells[2], Number(cells[1]), new FactList(cells.AsSpan(3)), store)),
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
