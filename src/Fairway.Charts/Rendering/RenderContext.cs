using System.Text.Json.Nodes;
using Fairway.Charts.Archives;
using Fairway.Charts.Values;

namespace Fairway.Charts.Rendering;

/// <summary>The dot of a chart's templates. Made anew for each rendering, since templates may change it.</summary>
internal static class RenderContext
{
    public static GoMap Of(ChartContent chart, RenderInput input)
    {
        var dot = new GoMap(ValuesType(input.Helm));
        dot["Chart"] = input.Helm == HelmLine.Three
            ? GoValue.Of(new ChartObject(chart.Metadata.Fields))
            : JsonValues.From(chart.Metadata.Fields);
        dot["Files"] = GoValue.Of(new FilesObject(chart.Files));
        dot["Release"] = GoValue.Of(Release(input));
        dot["Capabilities"] = GoValue.Of(
            new CapabilitiesObject(Package(input.Helm), input.KubeVersion, input.ApiVersions));
        dot["Values"] = GoValue.Of(Values(chart.Values, input));
        dot["Subcharts"] = GoValue.Of(new GoMap());
        return dot;
    }

    /// <summary><c>.Template</c>, which differs from file to file.</summary>
    public static GoValue Template(string file, HelmLine helm)
    {
        var template = new GoMap(ValuesType(helm));
        template["Name"] = GoValue.Of(file);
        var end = file.IndexOf("/templates/", StringComparison.Ordinal) + "/templates".Length;
        template["BasePath"] = GoValue.Of(file[..end]);
        return GoValue.Of(template);
    }

    private static GoMap Values(JsonObject own, RenderInput input) =>
        JsonValues.FromObject(ValueLayers.Merge(own, input.Values, input.Helm == HelmLine.Three),
            ValuesType(input.Helm));

    /// <summary>The Go package of Helm's types, which <c>typeOf</c> shows.</summary>
    private static string Package(HelmLine helm) => helm == HelmLine.Three ? "chartutil" : "common";

    private static string ValuesType(HelmLine helm) => $"{Package(helm)}.Values";

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
