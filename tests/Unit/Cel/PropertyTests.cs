using System.Numerics;
using System.Text;
using CsCheck;
using Fairway.Cel;
using Fairway.Cel.Types;
using Fairway.Cel.Values;
using Xunit;

namespace Fairway.Tests.Cel;

public sealed class PropertyTests
{
    private static readonly string[] Pieces =
    [
        "1", "x", "'a'", "(", ")", "[", "]", "{", "}", "+", "-", "*", "/", "%", "==", "<", "&&", "||", "!", "?", ":",
        ".", ",", "in", "true", "null", ".all(i, ", ".map(i, ", ".optMap(v, ", "has(", "size(", "i", "'", "\"\"\"",
        "b'\\x", "0x",
        "1e", "\\", " ", "\n", "//", ".?", "[?", "string(", "'%s'.format(", "\U0001F600", "@", "`",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Among(Pieces).Array[0, 30].Select(string.Concat), Gen.String[0, 40]);

    private static readonly Gen<long> Numbers = Gen.OneOf(
        Gen.Long, Gen.Long[-3, 3], Among(long.MinValue, long.MinValue + 1, long.MaxValue, long.MaxValue - 1));

    [Fact]
    public void Any_text_is_an_expression_or_has_issues() => Texts.Sample(text =>
    {
        var compiled = CelCompiler.Compile(text, CelEnvironment.Kubernetes.With("x", CelType.Dyn));
        Assert.True(
            compiled.Program is not null || compiled.Issues.Count > 0 || compiled.InstantiationError is not null);
        Assert.All(
            compiled.Issues, issue => Assert.StartsWith("ERROR: <input>:", issue.Display, StringComparison.Ordinal));
        if (compiled.Program is { } program)
        {
            Evaluate(program, 0);
            program.EstimateCost();
        }
    });

    [Fact]
    public void No_evaluation_goes_beyond_its_budget_by_more_than_a_step() =>
        Gen.Select(Gen.Long[0, 500], Gen.Int[1, 5]).Sample((limit, depth) =>
        {
            var expression = "1 == 1";
            for (var i = 0; i < depth; i++)
            {
                expression = $"[1, 2, 3].all(v{i}, v{i} > 0 && ({expression}))";
            }

            var program = CelCompiler.Compile(expression, CelEnvironment.Kubernetes).Program!;
            var result = program.Evaluate(CelActivation.Empty, new CelBudget(10_000, limit));
            Assert.True(result.Cost <= limit + 50);
            Assert.Equal(result.Cost > limit, result.IsOverBudget);
        });

    [Fact]
    public void An_estimate_is_never_less_than_the_cost() =>
        Gen.Select(Gen.Int[0, 6], Among("all", "exists", "map", "filter", "exists_one")).Sample((count, macro) =>
        {
            var list = $"[{string.Join(", ", Enumerable.Range(0, count).Select(i => $"'{i}'"))}]";
            var program = CelCompiler.Compile(
                $"{list}.{macro}(e, e == '2' || e + 'x' == '1x')", CelEnvironment.Kubernetes).Program!;
            var result = program.Evaluate(CelActivation.Empty, new CelBudget(10_000));
            Assert.True((ulong)result.Cost <= program.EstimateCost().Max);
        });

    [Fact]
    public void Integers_are_exact_or_overflow() =>
        Gen.Select(Numbers, Numbers, Among("+", "-", "*", "/", "%")).Sample((a, b, operation) =>
        {
            var compiled = CelCompiler.Compile(
                $"x {operation} y", CelEnvironment.Kubernetes.With("x", CelType.Int).With("y", CelType.Int));
            var result = compiled.Program!.Evaluate(
                new CelActivation().Set("x", CelInt.Of(a)).Set("y", CelInt.Of(b)), new CelBudget(100));
            var exact = (operation, b) switch
            {
                ("/" or "%", 0) => (BigInteger?)null,
                ("%", -1) when a == long.MinValue => null,
                ("+", _) => (BigInteger)a + b,
                ("-", _) => (BigInteger)a - b,
                ("*", _) => (BigInteger)a * b,
                ("/", _) => BigInteger.Divide(a, b),
                _ => BigInteger.Remainder(a, b),
            };
            Assert.Equal(
                exact is { } value && value >= long.MinValue && value <= long.MaxValue ? (long)value : null,
                (result.Value as CelInt)?.Value);
        });

    [Fact]
    public void Numbers_of_different_types_keep_their_order() =>
        Gen.Select(Numbers, Gen.Double[-1e19, 1e19]).Sample((whole, number) =>
        {
            var order = (CelInt)NumberOrder.Compare(CelInt.Of(whole), new CelDouble(number));
            Assert.Equal(((double)whole).CompareTo(number), order.Value);
            Assert.Equal(-order.Value, ((CelInt)NumberOrder.Compare(new CelDouble(number), CelInt.Of(whole))).Value);
        });

    [Fact]
    public void Functions_on_text_count_code_points() =>
        Gen.Select(Among("a", "é", "\U0001F600", "b").Array[0, 8], Gen.Int[0, 8], Gen.Int[0, 8]).Sample((parts, a, b) =>
        {
            var text = string.Concat(parts);
            var (start, end) = (Math.Min(Math.Min(a, b), parts.Length), Math.Min(Math.Max(a, b), parts.Length));
            Assert.Equal(parts.Length, ((CelInt)Run("size(x)", text)).Value);
            Assert.Equal(
                string.Concat(parts[start..end]), Run($"x.substring({start}, {end})", text).ToString());
            Assert.Equal(
                Array.IndexOf(parts, "é"), ((CelInt)Run("x.indexOf('é')", text)).Value);
            Assert.Equal(
                Array.LastIndexOf(parts, "b"), ((CelInt)Run("x.lastIndexOf('b')", text + "")).Value);
            Assert.Equal(text, Run("x.split('').join()", text).ToString());
            Assert.Equal(
                Math.Sign(Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo("b\U0001F600"u8)),
                CodePoints.Compare(text, "b\U0001F600"));
        });

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static CelValue Run(string expression, string text) => Evaluate(
        CelCompiler.Compile(expression, CelEnvironment.Kubernetes.With("x", CelType.String)).Program!,
        new CelString(text)).Value!;

    private static CelResult Evaluate(CelProgram program, long value) => Evaluate(program, CelInt.Of(value));

    private static CelResult Evaluate(CelProgram program, CelValue value) =>
        program.Evaluate(new CelActivation().Set("x", value), new CelBudget(CelLimits.PerCall));
}
