using System.Text.Json.Nodes;

namespace Fairway.Charts;

/// <summary>What a chart's <c>lookup</c> sees of a cluster.</summary>
public interface IClusterLookup
{
    /// <summary>An object, or a list of objects where <paramref name="name"/> is empty; null where there is
    /// none.</summary>
    /// <param name="apiVersion">Group and version: <c>apps/v1</c>.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="ns">The namespace; empty for what has none, and for a list of all.</param>
    /// <param name="name">The object's name, or empty.</param>
    /// <returns>It is copied before a template sees it.</returns>
    JsonObject? Find(string apiVersion, string kind, string ns, string name);
}
