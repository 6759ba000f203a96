using Fairway.Charts.Generated;
using Fairway.Charts.Values;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Functions;

/// <summary>What functions need of the rendering that they are called in.</summary>
internal interface IFunctionHost
{
    Budget Budget { get; }

    /// <summary>Whose rules are followed.</summary>
    HelmLine Helm { get; }

    /// <summary>The time that the rendering takes for now.</summary>
    DateTimeOffset Now { get; }

    /// <summary>From when on certificates are valid.</summary>
    DateTimeOffset CertificatesFrom { get; }

    /// <summary>What is random.</summary>
    Generation Generation { get; }

    /// <summary>The cluster, if there is one to look at.</summary>
    IClusterLookup? Lookup { get; }

    /// <summary>A regular expression, read once a rendering.</summary>
    /// <exception cref="Re2Exception">It cannot be read.</exception>
    Re2 Pattern(string pattern);

    /// <summary>The text of a named template.</summary>
    string Include(string name, GoValue data);

    /// <summary>The text of a template that is given as text.</summary>
    string Expand(string template, GoValue data);
}
