using System.Reflection;
using System.Xml.Linq;

namespace Fairway.Api.Generator;

/// <summary>The docstrings of Fairway.Api, from the documentation that the compiler writes.</summary>
internal sealed class Summaries
{
    private readonly Dictionary<string, XElement> summaries;

    private Summaries(XDocument documentation)
    {
        summaries = documentation.Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);
    }

    /// <summary>Those beside the assembly.</summary>
    public static Summaries OfApi()
    {
        var path = Path.ChangeExtension(typeof(ApiKind).Assembly.Location, ".xml");
        return new Summaries(XDocument.Load(path, LoadOptions.PreserveWhitespace));
    }

    public XElement Of(Type type) => Find($"T:{type.FullName}");

    public XElement Of(PropertyInfo property) => Find($"P:{property.DeclaringType!.FullName}.{property.Name}");

    public XElement Of(FieldInfo field) => Find($"F:{field.DeclaringType!.FullName}.{field.Name}");

    private XElement Find(string id) =>
        summaries.GetValueOrDefault(id) ?? throw new GenerationException($"{id[2..]} has no summary: write one");
}
