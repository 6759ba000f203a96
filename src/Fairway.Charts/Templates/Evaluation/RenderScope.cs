using Fairway.Charts.Functions;
using Fairway.Charts.Generated;
using Fairway.Charts.Rendering;
using Fairway.Charts.Templates.Parsing;
using Fairway.Charts.Values;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Templates.Evaluation;

/// <summary>What the executions of one rendering share: the templates, the budget, and the functions that
/// execute.</summary>
internal sealed class RenderScope(TemplateSet templates, RenderWorld world) : IFunctionHost
{
    /// <summary>The name of the set itself, which messages show.</summary>
    public const string SetName = "gotpl";

    private const string NoValue = "<no value>";

    private readonly Dictionary<string, IReadOnlyList<ParsedTemplate>> expanded = new(StringComparer.Ordinal);

    public TemplateSet Templates { get; } = templates;

    public Budget Budget { get; } = world.Budget;

    public HelmLine Helm => world.Helm;

    public DateTimeOffset Now => world.Now;

    public DateTimeOffset CertificatesFrom => world.CertificatesFrom;

    public Generation Generation => world.Generation;

    public IClusterLookup? Lookup => world.Lookup;

    public Re2 Pattern(string pattern) => world.Pattern(pattern);

    public string Include(string name, GoValue data)
    {
        if (!Templates.TryGet(name, out var template))
        {
            throw new GoError($"template: no template {GoQuote.Quote(name)} associated with template \"{SetName}\"");
        }

        return Execute(template, data).ToString();
    }

    public string Expand(string template, GoValue data)
    {
        var shown = GoQuote.Quote(template);
        try
        {
            var parsed = ParseOnce(template);
            var inner = new TemplateSet(Templates);
            foreach (var definition in parsed)
            {
                inner.Add(definition);
            }

            var output = new RenderScope(inner, world).Execute(parsed[^1], data);
            return output.ToString().Replace(NoValue, "", StringComparison.Ordinal);
        }
        catch (ParseFault fault)
        {
            throw new GoError($"cannot parse template {shown}: {fault.Message}");
        }
        catch (TemplateFault fault)
        {
            throw new GoError($"error during tpl function execution for {shown}: {fault.Message}", fault.Said);
        }
    }

    private TextSink Execute(ParsedTemplate template, GoValue data)
    {
        Budget.Enter(template.Name);
        var output = new TextSink(Budget);
        new Execution(this, template, output, null).Run(data);
        Budget.Leave();
        return output;
    }

    private IReadOnlyList<ParsedTemplate> ParseOnce(string template)
    {
        if (!expanded.TryGetValue(template, out var parsed))
        {
            Budget.Step(template.Length);
            parsed = TemplateParser.Parse(SetName, new SourceText(SetName, template), FunctionTable.Helm);
            expanded[template] = parsed;
            if (Helm == HelmLine.Three && parsed[^1].Source.FaultOfHelm3 is { } fault)
            {
                throw fault;
            }
        }

        return parsed;
    }
}
