using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Fairway.Api.Generator;

/// <summary>Docstrings as people read them: properties are named as they stand in an object.</summary>
internal sealed partial class DescriptionText(Summaries summaries, IReadOnlyList<Type> kinds)
{
    /// <summary>The kinds, in the order in which they are shown.</summary>
    public IReadOnlyList<Type> Kinds => kinds;

    /// <summary>Plain text of a type's docstring, or of a member's.</summary>
    public string Plain(MemberInfo member) => Text(member, word => word);

    /// <summary>The same with code in backticks.</summary>
    public string Markdown(MemberInfo member) => Text(member, word => $"`{word}`");

    private string Text(MemberInfo member, Func<string, string> code)
    {
        var summary = member switch
        {
            Type type => summaries.Of(type),
            PropertyInfo property => summaries.Of(property),
            _ => summaries.Of((FieldInfo)member),
        };
        var text = new StringBuilder();
        foreach (var node in summary.Nodes())
        {
            text.Append(node switch
            {
                XText words => words.Value,
                XElement { Name.LocalName: "c" } quoted => code(quoted.Value),
                XElement { Name.LocalName: "see" } see => code(NameOf(see.Attribute("cref")!.Value, member)),
                _ => throw new GenerationException($"{member.Name}: a docstring may hold text, c and see: {node}"),
            });
        }

        return Spaces().Replace(text.ToString(), " ").Trim();
    }

    // P:Fairway.Api.Releases.ReleaseSpec.Pipeline is Release.spec.pipeline, or pipeline where the reader stands in it.
    private string NameOf(string reference, MemberInfo reader)
    {
        var name = reference[(reference.LastIndexOf('.') + 1)..];
        if (!reference.StartsWith("P:", StringComparison.Ordinal))
        {
            return name;
        }

        var wire = JsonNamingPolicy.CamelCase.ConvertName(name);
        var owner = reference[2..reference.LastIndexOf('.')];
        return owner == (reader as Type ?? reader.DeclaringType)?.FullName ? wire : $"{PathOf(owner)}.{wire}";
    }

    private string PathOf(string record) =>
        kinds.SelectMany(kind => kind.GetProperties(), (kind, property) => (kind, property))
            .Where(place => place.property.PropertyType.FullName == record)
            .Select(place => $"{place.kind.Name}.{JsonNamingPolicy.CamelCase.ConvertName(place.property.Name)}")
            .FirstOrDefault() ?? record[(record.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
