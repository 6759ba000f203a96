using Fairway.Cel;
using Xunit;

namespace Fairway.Tests.Cel;

public sealed class MessageTests
{
    public static TheoryData<string, string> Messages => CaseFile.ReadPairs("messages");

    [Theory]
    [MemberData(nameof(Messages))]
    public void An_expression_is_refused_in_the_words_of_API_servers(string expression, string message)
    {
        var compiled = CelCompiler.Compile(expression, CelEnvironment.Kubernetes);
        Assert.Null(compiled.Program);
        Assert.Equal(message.Replace("\\n", "\n", StringComparison.Ordinal), compiled.Display);
    }

    [Fact]
    public void A_place_is_told_in_code_points_and_pointed_at_with_wide_marks()
    {
        var compiled = CelCompiler.Compile("'\U0001F600é' +\n  x", CelEnvironment.Kubernetes);
        Assert.Equal((2, 3), (compiled.Issues[0].Line, compiled.Issues[0].Column));
        compiled = CelCompiler.Compile("'é' + x", CelEnvironment.Kubernetes);
        Assert.EndsWith("\n | 'é' + x\n | .\uff0e....^", compiled.Display, StringComparison.Ordinal);
    }

    [Fact]
    public void Expressions_that_nest_too_deep_are_refused()
    {
        var nested = new string('(', 300) + "1" + new string(')', 300);
        var compiled = CelCompiler.Compile(nested, CelEnvironment.Kubernetes);
        Assert.Equal("expression recursion limit exceeded: 250", compiled.Issues[0].Message);
    }

    [Fact]
    public void Expressions_that_are_too_long_are_refused()
    {
        var compiled = CelCompiler.Compile(new string('1', 100_001), CelEnvironment.Kubernetes);
        Assert.Equal(
            "expression code point size exceeds limit: size: 100001, limit 100000", compiled.Issues[0].Message);
    }

    [Fact]
    public void Macros_that_copy_their_target_do_not_grow_without_end()
    {
        var chain = string.Concat(Enumerable.Repeat(".optMap(x, x)", 60));
        var compiled = CelCompiler.Compile("optional.of(1)" + chain, CelEnvironment.Kubernetes);
        Assert.Null(compiled.Program);
        Assert.Contains("nodes when its macros are expanded", compiled.Issues[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_that_cannot_be_worked_out_is_told_apart_from_issues()
    {
        var compiled = CelCompiler.Compile("int('x') == 1", CelEnvironment.Kubernetes);
        Assert.Empty(compiled.Issues);
        Assert.Equal("type conversion error from 'string' to 'int'", compiled.InstantiationError);
    }
}
