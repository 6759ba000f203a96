using Fairway.Schema.Yaml;

namespace Fairway.Charts.Values;

/// <summary>An imaginary number, which Go's templates can write, print, and do nothing else with.</summary>
internal sealed class ComplexObject(double imaginary) : GoObject
{
    public override string TypeName => "complex128";

    public override string KindName => "complex128";

    public override GoValue Plain => GoValue.Of($"(0{(imaginary < 0 ? "" : "+")}{GoNumber.Shortest(imaginary)}i)");
}
