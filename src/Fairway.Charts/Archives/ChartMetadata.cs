using System.Text.Json.Nodes;

namespace Fairway.Charts.Archives;

/// <summary>What Chart.yaml says.</summary>
/// <param name="Name">The chart's.</param>
/// <param name="Version">The chart's.</param>
/// <param name="AppVersion">Of what it installs; may be empty.</param>
/// <param name="Fields">As templates see it, with Go's names: <c>Name</c>, <c>AppVersion</c>.</param>
internal sealed record ChartMetadata(string Name, string Version, string AppVersion, JsonObject Fields);
