using System.Globalization;

namespace Fairway.Twin.Api.Validation.Flow;

/// <summary>Priority levels: how many requests at once, and what becomes of the rest.</summary>
internal static class PriorityLevelValidation
{
    private const string ShareRule = "must be a non-negative integer";
    private const long MostQueues = 10_000_000;
    private const int HashBits = 60;

    public static void Check(Field level)
    {
        var (name, spec) = (level["metadata"].TextOf("name"), level["spec"]);
        var (type, limited, exempt) = (spec["type"], spec["limited"], spec["exempt"]);
        if ((name == "exempt") != (type.Text == "Exempt"))
        {
            type.Invalid(type.Text, "type must be 'Exempt' if and only if name is 'exempt'");
        }

        switch (type.Text)
        {
            case "Exempt":
                if (limited.IsSet)
                {
                    limited.Forbidden("must be nil if the type is not Limited");
                }

                CheckShares(exempt);
                break;
            case "Limited":
                if (exempt.IsSet)
                {
                    exempt.Forbidden("must be nil if the type is Limited");
                }

                CheckLimited(limited);
                break;
            default:
                type.Unsupported(type.Text, "Exempt", "Limited");
                break;
        }

        MandatoryFlow.CheckLevel(level);
        FlowSchemaValidation.CheckConditions(level["status"]["conditions"]);
    }

    private static void CheckShares(Field level)
    {
        if (level["nominalConcurrencyShares"] is { Number: < 0 } shares)
        {
            shares.Invalid(ShareRule);
        }

        CheckLent(level["lendablePercent"]);
    }

    private static void CheckLent(Field percent)
    {
        if (percent.Number is < 0 or > 100)
        {
            percent.Invalid("must be between 0 and 100, inclusive");
        }
    }

    private static void CheckLimited(Field limited)
    {
        if (!limited.IsSet)
        {
            limited.Required("must not be empty when type is Limited");
            return;
        }

        if (limited["nominalConcurrencyShares"] is { Number: < 0 } shares)
        {
            shares.Invalid(ShareRule);
        }

        CheckResponse(limited["limitResponse"]);
        CheckLent(limited["lendablePercent"]);
        if (limited["borrowingLimitPercent"] is { Number: < 0 } borrowed)
        {
            borrowed.Invalid("if specified, must be a non-negative integer");
        }
    }

    private static void CheckResponse(Field response)
    {
        var queuing = response["queuing"];
        switch (response.TextOf("type"))
        {
            case "Reject":
                if (queuing.IsSet)
                {
                    queuing.Forbidden("must be nil if limited.limitResponse.type is not Limited");
                }

                break;
            case "Queue":
                if (queuing.IsSet)
                {
                    CheckQueuing(queuing);
                }
                else
                {
                    queuing.Required("must not be empty if limited.limitResponse.type is Limited");
                }

                break;
            default:
                response["type"].Unsupported(response.TextOf("type"), "Queue", "Reject");
                break;
        }
    }

    private static void CheckQueuing(Field queuing)
    {
        var (queues, hand) = (queuing["queues"].Number ?? 0, queuing["handSize"].Number ?? 0);
        if (queuing["queueLengthLimit"] is { Number: null or <= 0 } limit)
        {
            limit.Invalid(limit.Number ?? 0, "must be positive");
        }

        if (queues <= 0)
        {
            queuing["queues"].Invalid(queues, "must be positive");
        }
        else if (queues > MostQueues)
        {
            queuing["queues"].Invalid("must not be greater than 10000000");
        }

        if (hand <= 0)
        {
            queuing["handSize"].Invalid(hand, "must be positive");
        }
        else if (hand > queues)
        {
            queuing["handSize"].Invalid(
                string.Create(CultureInfo.InvariantCulture, $"should not be greater than queues ({queues})"));
        }
        else if (Math.Ceiling(Math.Log2(queues) * hand) > HashBits)
        {
            queuing["handSize"].Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"required entropy bits of deckSize {queues} and handSize {hand} should not be greater than 60"));
        }
    }
}
