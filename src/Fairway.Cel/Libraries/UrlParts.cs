namespace Fairway.Cel.Libraries;

/// <summary>The parts of a URL.</summary>
/// <param name="Text">The whole.</param>
/// <param name="Scheme">Before the colon, in lower case.</param>
/// <param name="Host">Name or address, with the port.</param>
/// <param name="Path">The path, with what cannot stand in it escaped.</param>
/// <param name="Query">Behind the question mark.</param>
internal sealed record UrlParts(string Text, string Scheme, string Host, string Path, string Query)
{
    /// <summary>The host without port and brackets.</summary>
    public string HostName
    {
        get
        {
            var bare = Port.Length > 0 ? Host[..^(Port.Length + 1)] : Host.TrimEnd(':');
            return bare.StartsWith('[') && bare.EndsWith(']') ? bare[1..^1] : bare;
        }
    }

    /// <summary>The port, or nothing.</summary>
    public string Port
    {
        get
        {
            var colon = Host.LastIndexOf(':');
            return colon >= 0 && colon > Host.LastIndexOf(']') ? Host[(colon + 1)..] : "";
        }
    }
}
