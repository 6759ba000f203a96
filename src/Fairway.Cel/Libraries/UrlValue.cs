using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>An absolute URL or an absolute path.</summary>
/// <param name="parts">Its parts.</param>
internal sealed class UrlValue(UrlParts parts) : LibraryValue(KubernetesTypes.Url)
{
    public UrlParts Parts => parts;

    public override string ToString() => parts.Text;

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(other is UrlValue that && that.Parts == parts);
}
