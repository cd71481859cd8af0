"""The annex in Excel: its sheets, formats and charts, and the workbooks of users that are filled."""
