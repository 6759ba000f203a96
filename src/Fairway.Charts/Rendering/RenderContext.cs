using System.Text.Json.Nodes;
using Fairway.Charts.Archives;
using Fairway.Charts.Values;

namespace Fairway.Charts.Rendering;

/// <summary>The dot of a chart's templates. Made anew for each rendering, since templates may change it.</summary>
internal static class RenderContext
{
    private const string ValuesType = "common.Values";

    public static GoMap Of(ChartContent chart, RenderInput input)
    {
        var dot = new GoMap(ValuesType);
        dot["Chart"] = JsonValues.From(chart.Metadata.Fields);
        dot["Files"] = GoValue.Of(new FilesObject(chart.Files));
        dot["Release"] = GoValue.Of(Release(input));
        dot["Capabilities"] = GoValue.Of(new CapabilitiesObject(input.KubeVersion, input.ApiVersions));
        dot["Values"] = GoValue.Of(Values(chart.Values, input));
        dot["Subcharts"] = GoValue.Of(new GoMap());
        return dot;
    }

    /// <summary><c>.Template</c>, which differs from file to file.</summary>
    public static GoValue Template(string file)
    {
        var template = new GoMap(ValuesType);
        template["Name"] = GoValue.Of(file);
        template["BasePath"] = GoValue.Of(file[..(file.IndexOf("/templates/", StringComparison.Ordinal) + "/templates".Length)]);
        return GoValue.Of(template);
    }

    private static GoMap Values(JsonObject own, RenderInput input) =>
        JsonValues.FromObject(ValueLayers.Merge(own, input.Values, input.Helm == HelmLine.Three), ValuesType);

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
