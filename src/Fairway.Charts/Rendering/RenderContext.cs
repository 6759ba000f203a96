using Fairway.Charts.Archives;
using Fairway.Charts.Trees;
using Fairway.Charts.Values;
using Fairway.Charts.Versions;

namespace Fairway.Charts.Rendering;

/// <summary>The dots of the templates of all charts. Made anew for each rendering, since templates may change
/// them.</summary>
internal sealed class RenderContext
{
    private const string ValuesKey = "Values";

    private readonly Dictionary<ActiveChart, GoMap> dots = [];
    private readonly HelmLine helm;
    private readonly GoValue release;
    private readonly GoValue capabilities;

    /// <param name="root">The chart with those in it that are on.</param>
    /// <param name="values">Its values, with those of the charts in it under their names.</param>
    /// <param name="kubernetes">The cluster's version.</param>
    /// <param name="input">The rest.</param>
    public RenderContext(ActiveChart root, GoMap values, KubernetesVersion kubernetes, RenderInput input)
    {
        helm = input.Helm;
        release = GoValue.Of(Release(input));
        capabilities = GoValue.Of(new CapabilitiesObject(Package, kubernetes, input.ApiVersions));
        Add(root, values);
    }

    /// <summary>The Go package of Helm's types, which <c>typeOf</c> shows.</summary>
    private string Package => helm == HelmLine.Three ? "chartutil" : "common";

    private string ValuesType => $"{Package}.Values";

    /// <summary>The dot of a chart's template.</summary>
    public GoMap Dot(ActiveChart chart, string file)
    {
        var template = new GoMap(ValuesType);
        template["Name"] = GoValue.Of(file);
        template["BasePath"] = GoValue.Of(ByteText.FromUnicode($"{chart.Node.FullPath}/templates"));
        var dot = dots[chart];
        dot["Template"] = GoValue.Of(template);
        return dot;
    }

    private GoMap Add(ActiveChart chart, GoMap values)
    {
        var subcharts = new GoMap();
        var dot = new GoMap();
        dot["Chart"] = ChartFields.Of(chart, helm);
        dot["Files"] = GoValue.Of(new FilesObject(chart.Node.Content.Files));
        dot["Release"] = release;
        dot["Capabilities"] = capabilities;
        dot[ValuesKey] = GoValue.Of(values.As(ValuesType));
        dot["Subcharts"] = GoValue.Of(subcharts);
        foreach (var child in chart.Charts)
        {
            var name = ByteText.FromUnicode(child.Name);
            subcharts[name] = GoValue.Of(Add(child, ValueTables.Table(values, name) ?? new GoMap()));
        }

        dots[chart] = dot.As(ValuesType);
        return dot;
    }

    private static GoMap Release(RenderInput input)
    {
        var release = new GoMap();
        release["Name"] = GoValue.Of(ByteText.FromUnicode(input.ReleaseName));
        release["Namespace"] = GoValue.Of(ByteText.FromUnicode(input.Namespace));
        release["IsUpgrade"] = GoValue.Of(input.IsUpgrade);
        release["IsInstall"] = GoValue.Of(!input.IsUpgrade);
        release["Revision"] = GoValue.OfInt(input.Revision);
        release["Service"] = GoValue.Of("Helm");
        return release;
    }
}
