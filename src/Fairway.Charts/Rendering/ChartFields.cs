using Fairway.Charts.Archives;
using Fairway.Charts.Trees;
using Fairway.Charts.Values;

namespace Fairway.Charts.Rendering;

/// <summary><c>.Chart</c>: a struct of Helm 3, a map with the names of its fields of Helm 4.</summary>
internal static class ChartFields
{
    private const string NameField = "Name";

    public static GoValue Of(ActiveChart chart, HelmLine line) =>
        line == HelmLine.Three
            ? GoValue.Of(new ChartObject(Struct(chart), chart.Node.IsRoot))
            : GoValue.Of(Map(chart));

    private static GoMap Map(ActiveChart chart)
    {
        var map = Plain(Fields(chart));
        var metadata = chart.Node.Content.Metadata;
        map["Maintainers"] = Lists(metadata.Maintainers.Select(Maintainer));
        map["Dependencies"] = Lists((chart.Requirements ?? []).Select(requirement => Dependency(requirement)));
        map["Annotations"] = Annotations(metadata);
        map["Deprecated"] = GoValue.Of(metadata.IsDeprecated);
        map["IsRoot"] = GoValue.Of(chart.Node.IsRoot);
        return map;

        static GoValue Lists(IEnumerable<IReadOnlyList<(string Field, string Key, GoValue Value)>> items) =>
            GoValue.Of(new GoList([.. items.Select(item => GoValue.Of(Plain(item)))]));
    }

    /// <summary>Helm 4 turns every slice into one of anything.</summary>
    private static GoMap Plain(IEnumerable<(string Field, string Key, GoValue Value)> fields)
    {
        var map = new GoMap();
        foreach (var (field, _, value) in fields)
        {
            map[field] = value.Kind == GoKind.List ? GoValue.Of(new GoList([.. value.List.Items])) : value;
        }

        return map;
    }

    /// <summary>In the order of Helm's struct, which is how it prints.</summary>
    private static StructObject Struct(ActiveChart chart)
    {
        var metadata = chart.Node.Content.Metadata;
        var fields = Fields(chart).ToList();
        fields.Insert(fields.FindIndex(field => field.Field == "Icon"), (
            "Maintainers", "maintainers",
            Structs("chart.Maintainer", metadata.Maintainers.Select(Maintainer))));
        fields.InsertRange(fields.FindIndex(field => field.Field == "KubeVersion"),
        [
            ("Deprecated", "deprecated", GoValue.Of(metadata.IsDeprecated)),
            ("Annotations", "annotations", Annotations(metadata)),
        ]);
        fields.Insert(fields.FindIndex(field => field.Field == "Type"), (
            "Dependencies", "dependencies",
            Structs("chart.Dependency", (chart.Requirements ?? []).Select(requirement => Dependency(requirement)))));
        return new StructObject(
            "chart.Metadata", [.. fields.Select(field => (field.Field, field.Key, field.Value, false))]);
    }

    private static IReadOnlyList<(string Field, string Key, GoValue Value)> Fields(ActiveChart chart)
    {
        var metadata = chart.Node.Content.Metadata;
        return
        [
            (NameField, "name", Text(chart.Name)),
            ("Home", "home", Text(metadata.Home)),
            ("Sources", "sources", Texts(metadata.Sources)),
            ("Version", "version", Text(metadata.Version)),
            ("Description", "description", Text(metadata.Description)),
            ("Keywords", "keywords", Texts(metadata.Keywords)),
            ("Icon", "icon", Text(metadata.Icon)),
            ("APIVersion", "apiVersion", Text(metadata.ApiVersion)),
            ("Condition", "condition", Text(metadata.Condition)),
            ("Tags", "tags", Text(metadata.Tags)),
            ("AppVersion", "appVersion", Text(metadata.AppVersion)),
            ("KubeVersion", "kubeVersion", Text(metadata.KubeVersion)),
            ("Type", "type", Text(metadata.Type)),
        ];
    }

    private static IReadOnlyList<(string Field, string Key, GoValue Value)> Maintainer(ChartMaintainer maintainer) =>
    [
        (NameField, "name", Text(maintainer.Name)),
        ("Email", "email", Text(maintainer.Email)),
        ("URL", "url", Text(maintainer.Url)),
    ];

    private static IReadOnlyList<(string Field, string Key, GoValue Value)> Dependency(ChartDependency dependency) =>
    [
        (NameField, "name", Text(dependency.Name)),
        ("Version", "version", Text(dependency.Version)),
        ("Repository", "repository", Text(dependency.Repository)),
        ("Condition", "condition", Text(dependency.Condition)),
        ("Tags", "tags", Texts(dependency.Tags)),
        ("Enabled", "enabled", GoValue.Of(dependency.IsEnabled)),
        ("ImportValues", "import-values", GoValue.Of(new GoList([.. dependency.Imports.Select(Import)]))),
        ("Alias", "alias", Text(dependency.Alias)),
    ];

    private static GoValue Import(ImportedTable table)
    {
        var map = new GoMap("map[string]string");
        map["child"] = Text(table.Child);
        map["parent"] = Text(table.Parent);
        return GoValue.Of(map);
    }

    private static GoValue Annotations(ChartMetadata metadata)
    {
        if (metadata.Annotations is not { } pairs)
        {
            return GoValue.Nil;
        }

        var map = new GoMap("map[string]string");
        foreach (var (key, value) in pairs)
        {
            map[ByteText.FromUnicode(key)] = Text(value);
        }

        return GoValue.Of(map);
    }

    private static GoValue Structs(
        string type, IEnumerable<IReadOnlyList<(string Field, string Key, GoValue Value)>> items) =>
        GoValue.Of(new GoList([.. items.Select(item => GoValue.Of(Struct(type, item)))], $"[]*{type}"));

    /// <summary>A dependency's name and repository are always written.</summary>
    private static StructObject Struct(
        string type, IEnumerable<(string Field, string Key, GoValue Value)> fields) =>
        new($"*{type}", [.. fields.Select(field => (
            field.Field, field.Key, field.Value,
            type == "chart.Dependency" && field.Key is "name" or "repository"))]);

    private static GoValue Text(string text) => GoValue.Of(ByteText.FromUnicode(text));

    private static GoValue Texts(IEnumerable<string> texts) =>
        GoValue.Of(new GoList([.. texts.Select(Text)], GoList.OfStrings));
}
