namespace Fairway.Schema.Yaml;

/// <summary>How strictly YAML is read.</summary>
public sealed record YamlReadOptions
{
    /// <summary>As API servers read bodies: the last of duplicate keys counts, anchors and aliases are
    /// refused.</summary>
    public static YamlReadOptions Body { get; } = new();

    /// <summary>As files of people are read: a duplicate key is an error, anchors and aliases are taken.</summary>
    public static YamlReadOptions File { get; } = new() { RefuseDuplicates = true, ExpandAliases = true };

    /// <summary>As Helm reads at run time: the last of duplicate keys counts, anchors and aliases are taken.</summary>
    public static YamlReadOptions Lenient { get; } = new() { ExpandAliases = true };

    public bool RefuseDuplicates { get; init; }

    public bool ExpandAliases { get; init; }
}
