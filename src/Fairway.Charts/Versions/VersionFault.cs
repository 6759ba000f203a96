namespace Fairway.Charts.Versions;

/// <summary>A text is no version, or no constraint of versions; the message is that of Helm's library.</summary>
internal sealed class VersionFault(string message) : Exception(message);
