using System.Diagnostics.CodeAnalysis;

namespace Fairway.Charts.Templates.Evaluation;

/// <summary>
/// Templates by name. What <c>tpl</c> defines is seen inside it only: it adds to a set that stands before the chart's.
/// </summary>
internal sealed class TemplateSet(TemplateSet? outer = null)
{
    private readonly Dictionary<string, ParsedTemplate> own = new(StringComparer.Ordinal);

    public bool TryGet(string name, [NotNullWhen(true)] out ParsedTemplate? template) =>
        own.TryGetValue(name, out template) || (outer is not null && outer.TryGet(name, out template));

    /// <summary>The last definition of a name counts, but nothing but space does not replace anything.</summary>
    public void Add(ParsedTemplate template)
    {
        if (!template.Root.IsEmpty || !TryGet(template.Name, out _))
        {
            own[template.Name] = template;
        }
    }
}
