using Fairway.Schema.Yaml;

namespace Fairway.Charts.Values;

/// <summary>A complex number, which Go's templates can write, print, compare for equality, and do nothing else
/// with.</summary>
internal sealed class ComplexObject(double real, double imaginary) : GoObject
{
    public override string TypeName => "complex128";

    public override string KindName => "complex128";

    public override bool IsTrue => real != 0 || imaginary != 0;

    public override GoValue Plain => GoValue.Of(
        $"({GoNumber.Shortest(real)}{(imaginary < 0 ? "" : "+")}{GoNumber.Shortest(imaginary)}i)");
}
