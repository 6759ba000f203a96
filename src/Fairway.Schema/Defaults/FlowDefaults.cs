using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Flow schemas and priority levels; zero is as good as nothing in their counts.</summary>
internal static class FlowDefaults
{
    private const int Precedence = 1000;
    private const int Hand = 8;
    private const int Queues = 64;
    private const int Queued = 50;

    public static void Apply(string kind, JsonObject value)
    {
        if (value.Child("spec") is not { } spec)
        {
            return;
        }

        if (kind == "FlowSchema")
        {
            Count(spec, "matchingPrecedence", Precedence);
        }
        else if (spec.Text("type") == "Exempt")
        {
            var exempt = spec.Need("exempt");
            exempt.Default("nominalConcurrencyShares", JsonValue.Create(0));
            exempt.Default("lendablePercent", JsonValue.Create(0));
        }
        else if (spec.Child("limited")?.Child("limitResponse")?.Child("queuing") is { } queuing)
        {
            Count(queuing, "handSize", Hand);
            Count(queuing, "queues", Queues);
            Count(queuing, "queueLengthLimit", Queued);
        }
    }

    private static void Count(JsonObject owner, string key, int fallback)
    {
        if (owner[key] is not JsonValue held || (held.TryGetValue<long>(out var number) && number == 0))
        {
            owner[key] = fallback;
        }
    }
}
