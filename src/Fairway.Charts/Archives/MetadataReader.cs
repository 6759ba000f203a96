using System.Text.RegularExpressions;
using Fairway.Charts.Versions;

namespace Fairway.Charts.Archives;

/// <summary>Reads Chart.yaml and requirements.yaml.</summary>
internal static partial class MetadataReader
{
    public const string File = "Chart.yaml";
    public const string RequirementsFile = "requirements.yaml";
    public const string First = "v1";
    public const string Second = "v2";

    /// <exception cref="ChartException">Something is missing, wrong or not supported.</exception>
    public static ChartMetadata Read(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte>? requirements)
    {
        var fields = new FieldReader(File, "", YamlFile.Map(File, content));
        var metadata = new ChartMetadata(fields.Text("name"), fields.Text("version"))
        {
            ApiVersion = fields.Text("apiVersion") is { Length: > 0 } version ? version : First,
            AppVersion = fields.Text("appVersion"),
            Description = fields.Text("description"),
            Home = fields.Text("home"),
            Icon = fields.Text("icon"),
            Condition = fields.Text("condition"),
            Tags = fields.Text("tags"),
            KubeVersion = fields.Text("kubeVersion"),
            Type = fields.Text("type"),
            IsDeprecated = fields.Flag("deprecated"),
            Sources = fields.Texts("sources"),
            Keywords = fields.Texts("keywords"),
            Maintainers = [.. (fields.Maps("maintainers") ?? []).Select(item =>
                new ChartMaintainer(item.Text("name"), item.Text("email"), item.Text("url")))],
            Annotations = fields.Pairs("annotations"),
            Dependencies = Dependencies(fields),
        };
        Check(metadata);
        return requirements is { } more ? WithRequirements(metadata, more) : metadata;
    }

    /// <summary>The older file of dependencies takes the place of what Chart.yaml says of them.</summary>
    private static ChartMetadata WithRequirements(ChartMetadata metadata, ReadOnlyMemory<byte> requirements)
    {
        var fields = new FieldReader(RequirementsFile, "", YamlFile.Map(RequirementsFile, requirements));
        var merged = Dependencies(fields) is { } listed ? metadata with { Dependencies = listed } : metadata;
        CheckDependencies(merged, RequirementsFile);
        return merged;
    }

    private static IReadOnlyList<ChartDependency>? Dependencies(FieldReader fields) =>
        fields.Maps("dependencies") is { } listed ? [.. listed.Select(ChartDependency.Read)] : null;

    private static void Check(ChartMetadata metadata)
    {
        if (metadata.ApiVersion is not (First or Second))
        {
            throw Refused($"apiVersion is {metadata.ApiVersion}; {First} and {Second} can be rendered");
        }

        if (metadata.Name.Length == 0)
        {
            throw Refused("name is missing");
        }

        if (metadata.Name is "." or ".." || metadata.Name.Contains('/', StringComparison.Ordinal))
        {
            throw Refused($"the name \"{metadata.Name}\" cannot be a folder's");
        }

        if (metadata.Version.Length == 0)
        {
            throw Refused("version is missing");
        }

        if (!IsVersion(metadata.Version))
        {
            throw Refused($"the version \"{metadata.Version}\" is no semantic version: 1.2.3");
        }

        if (metadata.Type is not ("" or "application" or "library"))
        {
            throw Refused($"the type is {metadata.Type}; a chart is an application or a library");
        }

        CheckDependencies(metadata, File);
    }

    private static void CheckDependencies(ChartMetadata metadata, string file)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dependency in metadata.Dependencies ?? [])
        {
            if (dependency.Alias.Length > 0 && !AliasFormat().IsMatch(dependency.Alias))
            {
                throw new ChartException(
                    $"{file}: the alias of dependency \"{dependency.Name}\" may have letters, digits, _ and - only",
                    file);
            }

            if (!known.Add(dependency.KnownAs))
            {
                throw new ChartException(
                    $"{file}: more than one dependency with name or alias \"{dependency.KnownAs}\"", file);
            }
        }
    }

    private static bool IsVersion(string text)
    {
        try
        {
            SemanticVersion.Parse(text);
            return true;
        }
        catch (VersionFault)
        {
            return false;
        }
    }

    private static ChartException Refused(string what) => new($"{File}: {what}", File);

    [GeneratedRegex(@"^[a-zA-Z0-9_-]+\z")]
    private static partial Regex AliasFormat();
}
