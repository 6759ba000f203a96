using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Cel.Schemas;
using Fairway.Schema.Custom;

namespace Fairway.Bench.Cel;

/// <summary>Expressions compiled and evaluated in a second, on one thread, over one object with its schema.</summary>
internal static class CelFigures
{
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    private static readonly string[] Expressions =
    [
        "self.replicas <= self.maxReplicas",
        "!has(self.name) || self.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        "self.ports.all(p, p.port > 0 && p.port < 65536) && self.ports.exists_one(p, p.name == 'web')",
        "self.ports.map(p, p.name).filter(n, n.startsWith('w')).join(',') == 'web'",
    ];

    public static void Run()
    {
        var schema = CustomSchemaReader.Read(JsonNode.Parse(
            """
            {"type": "object", "properties": {
              "replicas": {"type": "integer"}, "maxReplicas": {"type": "integer"}, "name": {"type": "string"},
              "ports": {"type": "array", "items": {"type": "object", "properties": {
                "name": {"type": "string"}, "port": {"type": "integer"}}}}}}
            """)!.AsObject());
        var self = JsonNode.Parse(
            """
            {"replicas": 3, "maxReplicas": 5, "name": "some-name", "ports": [
              {"name": "web", "port": 80}, {"name": "tls", "port": 443}, {"name": "dns", "port": 53}]}
            """);
        var environment = CelEnvironment.Kubernetes.With("self", SchemaTypes.From(schema, "self", isRoot: true)!.Type);
        foreach (var expression in Expressions)
        {
            var program = CelCompiler.Compile(expression, environment).Program
                ?? throw new InvalidOperationException($"{expression} does not compile.");
            var compiled = Rate(() => CelCompiler.Compile(expression, environment));
            var evaluated = Rate(() => program.Evaluate(
                new CelActivation().Set("self", SchemaValues.Of(self, schema, isRoot: true)),
                new CelBudget(CelLimits.PerCall)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{compiled,12:N0} compiled/s {evaluated,12:N0} evaluated/s   {expression}"));
        }
    }

    private static double Rate(Action work)
    {
        Repeat(work, Warm);
        return Repeat(work, Long);
    }

    private static double Repeat(Action work, TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            for (var i = 0; i < 100; i++)
            {
                work();
            }

            count += 100;
        }

        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
