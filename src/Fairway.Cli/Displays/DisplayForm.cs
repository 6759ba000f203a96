namespace Fairway.Cli.Displays;

/// <summary>The form in which a verb shows something.</summary>
internal enum DisplayForm
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For people with room: more columns.</summary>
    Wide,

    /// <summary>The objects, as JSON.</summary>
    Json,

    /// <summary>The objects, as YAML.</summary>
    Yaml,

    /// <summary>Names only, one a line.</summary>
    Name,
}
