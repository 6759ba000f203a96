using Fairway.Cel.Functions;
using Fairway.Cel.Syntax;
using Xunit;

namespace Fairway.Tests.Cel;

public sealed class FunctionTableTests
{
    private static readonly string[] OfTheEvaluator =
    [
        Operators.Conditional, Operators.And, Operators.Or, Operators.Equal, Operators.NotEqual, Operators.Index,
        Operators.OptionalIndex, Operators.OptionalSelect, Operators.NotStrictlyFalse, "or", "orValue",
    ];

    [Fact]
    public void Every_signature_of_the_tables_does_something()
    {
        var table = FunctionTable.Read(
            AllBodies.Make(), "Functions.standard", "Libraries.kubernetes", "Libraries.jsonpatch");
        var idle = table.All
            .Where(overload => overload.Body is null
                && !OfTheEvaluator.Contains(overload.Function)
                && !Operators.IsPlain(overload.Function))
            .Select(overload => overload.Id);
        Assert.Empty(idle);
    }

    [Fact]
    public void No_two_signatures_have_one_name()
    {
        var table = FunctionTable.Read(
            AllBodies.Make(), "Functions.standard", "Libraries.kubernetes", "Libraries.jsonpatch");
        var twice = table.All
            .GroupBy(overload => overload.Id)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key);
        Assert.Empty(twice);
    }
}
