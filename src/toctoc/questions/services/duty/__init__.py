"""When people can be asked: their hours, their calendars, pools of duty and their turns."""
