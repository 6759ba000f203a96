using System.IO.Compression;
using System.Reflection;
using System.Text;
using k8s.Models;

namespace Fairway.Schema.Generator;

/// <summary>
/// Writes the two resources: <c>structure</c>, of which each definition is a line <c>=name</c> and a line a property,
/// and <c>descriptions</c>, one line a text, to whose numbers the structure refers. They are apart because only OpenAPI
/// asks for descriptions.
/// </summary>
internal sealed class SchemaWriter(FactTable facts, ModelReader models, Summaries summaries)
{
    private static readonly string[] TakenInShape = ["absent", "class=", "is=", "micro"];

    private readonly StringBuilder structure = new();
    private readonly StringBuilder descriptions = new();
    private readonly Dictionary<string, int> numbers = [];

    public void Write(string folder)
    {
        foreach (var (definition, model) in models.Pairs)
        {
            WriteDefinition(definition, model);
        }

        Compress(structure, Path.Combine(folder, "structure.br"));
        Compress(descriptions, Path.Combine(folder, "descriptions.br"));
    }

    private void WriteDefinition(string definition, Type model)
    {
        structure.Append('=').Append(definition).Append('\t').Append(NumberOf(summaries.OfType(model)));
        if (model.GetCustomAttribute<KubernetesEntityAttribute>() is { } entity)
        {
            structure.Append($"\tgvk={entity.Group}/{entity.ApiVersion}/{entity.Kind}");
        }

        WriteFacts(definition, "");
        foreach (var (name, property) in models.PropertiesOf(definition, model))
        {
            var shape = models.ShapeOf(definition, name, property.PropertyType);
            var description = NumberOf(summaries.OfProperty(model, property.Name));
            structure.Append(name).Append('\t').Append(description).Append('\t').Append(shape);
            WriteFacts(definition, name);
        }
    }

    private void WriteFacts(string definition, string property)
    {
        foreach (var fact in facts.Of(definition, property))
        {
            if (!TakenInShape.Any(taken => fact.StartsWith(taken, StringComparison.Ordinal)))
            {
                structure.Append('\t').Append(fact);
            }
        }

        structure.Append('\n');
    }

    private int NumberOf(string text)
    {
        if (!numbers.TryGetValue(text, out var number))
        {
            number = numbers.Count;
            numbers.Add(text, number);
            var escaped = text.Replace(@"\", @"\\", StringComparison.Ordinal);
            descriptions.Append(escaped.Replace("\n", @"\n", StringComparison.Ordinal));
            descriptions.Append('\n');
        }

        return number;
    }

    private static void Compress(StringBuilder text, string path)
    {
        using var file = File.Create(path);
        using var brotli = new BrotliStream(file, CompressionLevel.SmallestSize);
        brotli.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
