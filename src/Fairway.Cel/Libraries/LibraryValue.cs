using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>A value of a type that API servers add.</summary>
internal abstract class LibraryValue(CelType type) : CelValue
{
    public sealed override CelType Type => type;
}
