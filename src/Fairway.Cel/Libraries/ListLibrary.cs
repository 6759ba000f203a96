using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>Functions on lists that API servers add.</summary>
internal static class ListLibrary
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["isSorted"] = arguments => IsSorted((CelList)arguments[0]);
        bodies["list_int_sum_int"] = arguments => Sum((CelList)arguments[0], CelInt.Of(0));
        bodies["list_uint_sum_uint"] = arguments => Sum((CelList)arguments[0], new CelUint(0));
        bodies["list_double_sum_double"] = arguments => Sum((CelList)arguments[0], new CelDouble(0));
        bodies["list_duration_sum_duration"] = arguments => Sum((CelList)arguments[0], new CelDuration(0));
        bodies["max"] = arguments => Extreme((CelList)arguments[0], "max", -1);
        bodies["min"] = arguments => Extreme((CelList)arguments[0], "min", 1);
        bodies["list_a_index_of_int"] = arguments => CelInt.Of(
            ListBodies.Each((CelList)arguments[0]).ToList().FindIndex(value => AreEqual(value, arguments[1])));
        bodies["list_a_last_index_of_int"] = arguments => CelInt.Of(
            ListBodies.Each((CelList)arguments[0]).ToList().FindLastIndex(value => AreEqual(value, arguments[1])));
    }

    private static bool AreEqual(CelValue left, CelValue right) => left.EqualTo(right) is CelBool { Value: true };

    private static CelValue IsSorted(CelList list)
    {
        for (var i = 1; i < list.Count; i++)
        {
            switch (list[i - 1].CompareTo(list[i]))
            {
                case CelInt { Value: > 0 }:
                    return CelBool.False;
                case null:
                    return CelError.NoSuchOverload;
                default:
                    break;
            }
        }

        return CelBool.True;
    }

    private static CelValue Sum(CelList list, CelValue sum)
    {
        foreach (var value in ListBodies.Each(list))
        {
            sum = sum.Add(value) ?? CelError.NoSuchOverload;
            if (sum is CelError)
            {
                return sum;
            }
        }

        return sum;
    }

    private static CelValue Extreme(CelList list, string name, int replaced)
    {
        CelValue? found = null;
        foreach (var value in ListBodies.Each(list))
        {
            if (found is null || found.CompareTo(value) is CelInt order && order.Value == replaced)
            {
                found = value;
            }
        }

        return found ?? new CelError($"{name} called on empty list");
    }
}
