using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Schemas;
using Fairway.Schema;
using Fairway.Schema.Custom;
using Xunit;

namespace Fairway.Tests.Cel;

/// <summary>
/// The numbers follow from the tables of costs that API servers have; where a test of theirs has the same expression,
/// it has the same number.
/// </summary>
public sealed class CostTests
{
    private static readonly SchemaNode Schema = CustomSchemaReader.Read(JsonNode.Parse(
        """
        {"type": "object", "properties": {
          "count": {"type": "integer"},
          "name": {"type": "string", "maxLength": 50},
          "words": {"type": "array", "maxItems": 10, "items": {"type": "string", "maxLength": 15}},
          "free": {"type": "array", "items": {"type": "string"}}}}
        """)!.AsObject());

    private static readonly JsonNode Object = JsonNode.Parse(
        """{"count": 3, "name": "some-name", "words": ["x", "y", "z"]}""")!;

    public static TheoryData<string, string, string> Costs => CaseFile.Read("costs");

    [Theory]
    [MemberData(nameof(Costs))]
    public void An_expression_costs_what_API_servers_charge(string expression, string cost, string most)
    {
        var result = Evaluate(expression, new CelBudget(CelLimits.PerCall));
        Assert.Null(result.Error);
        Assert.Equal(
            (cost, most),
            (result.Cost.ToString(CultureInfo.InvariantCulture),
                Compile(expression).EstimateCost(Declaration()).Max.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_list_without_bound_makes_a_rule_expensive()
    {
        var estimate = Compile("self.free.all(w, w.contains('x'))").EstimateCost(Declaration());
        Assert.True(estimate.Max > CelLimits.EstimatedPerRule);
        Assert.True(Compile("self.words.all(w, w.contains('x'))").EstimateCost(Declaration()).Max < 1000);
    }

    [Fact]
    public void An_evaluation_is_stopped_when_it_costs_too_much()
    {
        var result = Evaluate("self.words.map(a, self.words.map(b, a + b)).size() > 0", new CelBudget(100_000, 50));
        Assert.True(result.IsOverBudget);
        Assert.Equal("operation cancelled: actual cost limit exceeded", result.Error);
        Assert.InRange(result.Cost, 51, 100);
    }

    [Fact]
    public void Evaluations_share_a_budget()
    {
        var budget = new CelBudget(total: 10);
        for (var i = 0; i < 3; i++)
        {
            Assert.False(Evaluate("self.count == 3", budget).IsOverBudget);
        }

        Assert.Equal((9, 1), (budget.Spent, budget.Remaining));
        Assert.True(Evaluate("self.count == 3", budget).IsOverBudget);
        Assert.True(budget.IsExceeded);
    }

    [Theory]
    [InlineData("lists.range(1000000000).size() > 0")]
    [InlineData("optional.of(lists.range(200000)).optMap(a, a + a).optMap(a, a + a).optMap(a, a + a)"
        + ".optMap(a, a + a).optMap(a, a + a).optMap(a, a + a).hasValue()")]
    [InlineData("self.name.replace('', 'xxxxxxxxxx').replace('', 'xxxxxxxxxx').replace('', 'xxxxxxxxxx')"
        + ".replace('', 'xxxxxxxxxx').replace('', 'xxxxxxxxxx').replace('', 'xxxxxxxxxx').replace('', 'x').size() > 0")]
    [InlineData("'%.900f'.format([1.5]).replace('', '0123456789').replace('', '0123456789').replace('', '0123456789')"
        + ".replace('', '0123456789').replace('', '0123456789').size() > 0")]
    public void What_grows_beyond_all_budgets_is_never_made(string expression) =>
        Assert.True(Evaluate(expression, new CelBudget(long.MaxValue, long.MaxValue)).IsOverBudget);

    [Fact]
    public void An_evaluation_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var program = Compile("lists.range(100).all(a, lists.range(100).all(b, a + b >= 0))");
        Assert.Throws<OperationCanceledException>(() =>
            program.Evaluate(CelActivation.Empty, new CelBudget(CelLimits.PerCall), source.Token));
    }

    private static CelDeclaration Declaration() => SchemaTypes.From(Schema, "selfType", isRoot: true)!;

    private static CelProgram Compile(string expression)
    {
        var compiled = CelCompiler.Compile(
            expression, CelEnvironment.Kubernetes.With("self", Declaration().Type));
        Assert.Equal("", compiled.Display);
        return compiled.Program!;
    }

    private static CelResult Evaluate(string expression, CelBudget budget) => Compile(expression).Evaluate(
        new CelActivation().Set("self", SchemaValues.Of(Object, Schema, isRoot: true)), budget);
}
