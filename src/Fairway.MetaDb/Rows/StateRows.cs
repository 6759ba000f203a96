using System.Data.Common;

namespace Fairway.MetaDb.Rows;

/// <summary>States of pairs: a row of <c>pair</c>, joined with the newest record of each mark.</summary>
internal sealed class StateRows
{
    /// <summary>What is read of every state, up to where the conditions begin.</summary>
    public static readonly string Select =
        $"""
        SELECT p.cluster, p.component, p.sequence,
            {RecordRows.Columns("i")}, {RecordRows.Columns("a")}, {RecordRows.Columns("g")}
        FROM pair p
        LEFT JOIN record i ON i.cluster = p.cluster AND i.component = p.component AND i.sequence = p.intended
        LEFT JOIN record a ON a.cluster = p.cluster AND a.component = p.component AND a.sequence = p.applied
        LEFT JOIN record g ON g.cluster = p.cluster AND g.component = p.component AND g.sequence = p.good
        """;

    public RecordRows Records { get; } = new();

    /// <exception cref="FormatException">It is not what was written.</exception>
    public ComponentState Read(DbDataReader row)
    {
        var pair = new PairKey(row.GetString(0), row.GetString(1));
        var state = new ComponentState
        {
            Pair = pair,
            Intended = Records.Read(row, 3, pair),
            Applied = Records.Read(row, 3 + RecordRows.Width, pair),
            Good = Records.Read(row, 3 + (2 * RecordRows.Width), pair),
        };
        var isWhole = state.Sequence == row.GetInt64(2)
            && state.Intended?.Mark is null or RecordMark.Intended
            && state.Applied?.Mark is null or RecordMark.Applied
            && state.Good?.Mark is null or RecordMark.Good;
        return isWhole ? state : throw new FormatException($"the newest records of {pair} are not what was written");
    }
}
